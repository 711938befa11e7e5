import type { Client, ClientCapabilities } from '@modelcontextprotocol/client';
import type { ToolServer } from '../../../shared/model/tools.ts';
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
  /** Time limit of the request for the server's era, in ms; null if the era is known. */
  readonly probeMs: number | null;
  readonly onToolsChanged: () => void;
  /** Called when the person starts or stops being asked something, which may take any time. */
  readonly onAsking: (isAsking: boolean) => void;
}

const secretWords = /pass(?:word|phrase|code)?\b|secret|token|api.?key|credential|\bpin\b|cvv/i;

/** Returns the fields of a form that seem to ask for a secret. */
export function secretFieldsOf(properties: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(properties).flatMap(([name, field]) =>
    secretWords.test(`${name.replaceAll('_', ' ')} ${JSON.stringify(field)}`) ? [name] : [],
  );
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function answerElicitations(client: Client, options: ClientOptions, person: PersonPort): void {
  const { server, log, onAsking } = options;
  client.setRequestHandler('elicitation/create', async ({ params }, context) => {
    const signal = context.mcpReq.signal;
    const common = { serverId: server.id, message: params.message };
    if (params.mode === 'url' && !isWebAddress(params.url)) {
      log.note({ kind: 'address_declined' });
      return { action: 'decline' };
    }
    onAsking(true);
    try {
      const answer = await person.elicit(
        params.mode === 'url'
          ? { ...common, kind: 'url', url: params.url }
          : {
              ...common,
              kind: 'form',
              schema: params.requestedSchema,
              secretFields: secretFieldsOf(params.requestedSchema.properties),
            },
        signal,
      );
      if (answer.kind !== 'accept') return { action: answer.kind };
      const content = Object.entries(answer.content).map(([name, value]) => [
        name,
        typeof value === 'object' ? [...value] : value,
      ]);
      return params.mode === 'url'
        ? { action: 'accept' }
        : { action: 'accept', content: Object.fromEntries(content) };
    } finally {
      onAsking(false);
    }
  });
}

function textIn(content: unknown): string {
  const blocks: readonly unknown[] = Array.isArray(content) ? content : [content];
  return blocks
    .map((block) => {
      if (typeof block !== 'object' || block === null) return '';
      if ('text' in block && typeof block.text === 'string') return block.text;
      return 'type' in block ? `[${String(block.type)}]` : '';
    })
    .join('\n');
}

function answerSampling(client: Client, options: ClientOptions, person: PersonPort): void {
  const { server, onAsking } = options;
  client.setRequestHandler('sampling/createMessage', async ({ params }, context) => {
    onAsking(true);
    try {
      const answer = await person.sample(
        {
          serverId: server.id,
          system: params.systemPrompt ?? '',
          messages: params.messages.map(({ role, content }) => ({ role, text: textIn(content) })),
          maxTokens: params.maxTokens,
        },
        context.mcpReq.signal,
      );
      if (answer === null) {
        // The specification's error code for a rejected request.
        throw new options.sdk.ProtocolError(-1, 'User rejected sampling request');
      }
      return {
        role: 'assistant',
        model: answer.model,
        content: { type: 'text', text: answer.text },
        stopReason: 'endTurn',
      };
    } finally {
      onAsking(false);
    }
  });
}

/** Creates a client that announces only what Parley supports. */
export function createClient(options: ClientOptions): Client {
  const { sdk, version, server, log, person, probeMs, onToolsChanged } = options;
  const allowsSampling = person !== null && server.allowsSampling;
  const capabilities: ClientCapabilities = {
    ...(person === null ? {} : { elicitation: { form: {}, url: {} } }),
    ...(allowsSampling ? { sampling: {} } : {}),
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
