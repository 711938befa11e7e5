import type { Client, ClientCapabilities } from '@modelcontextprotocol/client';
import type { ToolServer } from '../../../shared/model/tools.ts';
import { answerElicitations } from './asking/elicitation.ts';
import type { RunningCalls } from './asking/running-calls.ts';
import { answerRoots } from './asking/roots.ts';
import { answerSampling } from './asking/sampling.ts';
import type { ServerLog } from './log.ts';
import type { PersonPort } from './person.ts';
import type { McpSdk } from './sdk.ts';

/** Dependencies of a client. */
export interface ClientOptions {
  readonly sdk: McpSdk;
  readonly version: string;
  readonly server: ToolServer;
  readonly log: ServerLog;
  readonly person: PersonPort | null;
  /** The server's calls, to which its requests belong. */
  readonly calls: RunningCalls;
  /** Aborted when the server has ended. */
  readonly signal: AbortSignal;
  /** Time limit of the request for the server's era, in ms; null if the era is known. */
  readonly probeMs: number | null;
  readonly onToolsChanged: () => void;
  /** Called when the person starts or stops being asked something, which may take any time. */
  readonly onAsking: (isAsking: boolean) => void;
}

/** Creates a client that announces only what Parley supports. */
export function createClient(options: ClientOptions): Client {
  const { sdk, version, server, log, person, probeMs, onToolsChanged } = options;
  const allowsSampling = person !== null && server.allowsSampling;
  const capabilities: ClientCapabilities = {
    ...(person === null ? {} : { elicitation: { form: {}, url: {} } }),
    ...(allowsSampling ? { sampling: {} } : {}),
    ...(server.folders.length > 0 ? { roots: {} } : {}),
  };
  const client = new sdk.Client(
    { name: 'parley', title: 'Parley', version },
    {
      capabilities,
      ...(probeMs === null
        ? {}
        : { versionNegotiation: { mode: 'auto', probe: { timeoutMs: probeMs } } }),
      // The reader of the list debounces and limits its requests itself.
      listChanged: { tools: { autoRefresh: false, debounceMs: 0, onChanged: onToolsChanged } },
    },
  );
  if (person !== null) answerElicitations(client, options, person);
  if (person !== null && allowsSampling) answerSampling(client, options, person);
  if (server.folders.length > 0) answerRoots(client, server);
  client.setNotificationHandler('notifications/message', ({ params }) => {
    const { level, logger, data } = params;
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    log.add('server', `${level}${logger === undefined ? '' : ` ${logger}`}: ${text}`);
  });
  const onerror = ({ name, message }: Error): void => {
    // Answers and progress that arrive after the end of their request are ignored.
    if (!/unknown (?:message ID|token)/.test(message))
      log.note({ kind: 'protocol', said: `${name}: ${message}` });
  };
  Object.assign(client, { onerror });
  return client;
}
