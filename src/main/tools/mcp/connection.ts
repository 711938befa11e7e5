import type { Client } from '@modelcontextprotocol/client';
import type { ToolServer, ToolServerState } from '../../../shared/model/tools.ts';
import type { Eras } from './eras.ts';
import { connectHttp } from './http/connect-http.ts';
import type { ServerLog } from './log.ts';
import type { PersonPort } from './person.ts';
import { connectStdio } from './process/connect-stdio.ts';
import type { RunningList } from './process/running.ts';
import type { SearchPath } from './environment/search-path.ts';

/** How long servers may take. */
export interface ConnectLimits {
  /** Until it has answered the handshake: a program may have to be downloaded first; ms. */
  readonly handshakeMs: number;
  /** Until it says which era it is of; ms. */
  readonly probeMs: number;
}

export const usualLimits: ConnectLimits = { handshakeMs: 90_000, probeMs: 10_000 };

/** What all connections are made with. */
export interface ConnectSurroundings {
  /** Of Parley. */
  readonly version: string;
  readonly eras: Eras;
  readonly running: RunningList;
  readonly searchPath: SearchPath;
  readonly home: string;
  readonly fetch: typeof globalThis.fetch;
  readonly person: PersonPort | null;
  readonly limits: ConnectLimits;
}

/** What one connection is made with. */
export interface ConnectOptions extends ConnectSurroundings {
  readonly server: ToolServer;
  /** Environment variables or headers, with secrets. */
  readonly values: Readonly<Record<string, string>>;
  readonly log: ServerLog;
  readonly signal: AbortSignal;
  readonly onToolsChanged: () => void;
  readonly onAsking: (isAsking: boolean) => void;
}

/** A connection that stands. */
export interface Connection {
  readonly client: Client;
  readonly isRemote: boolean;
  /** Resolves when it has ended, whoever ended it. */
  readonly closed: Promise<void>;
  /** Ends it, and all that runs for it. Never rejects. */
  close(): Promise<void>;
}

/** Connects to a server. Throws an ExpectedError that says what is wrong with it; with the signal's reason if it is aborted. */
export function connect(options: ConnectOptions): Promise<Connection> {
  const { transport } = options.server;
  switch (transport.kind) {
    case 'stdio':
      return connectStdio(options, transport);
    case 'http':
      return connectHttp(options, transport);
  }
}

/** More would fill the system prompt; UTF-16 code units. */
const mostInstructions = 8000;

/** What a server said of itself when it was connected. */
export function readyState(client: Client, server: ToolServer): ToolServerState {
  const { title, name = '', version = '' } = client.getServerVersion() ?? {};
  const instructions = client.getInstructions() ?? '';
  return {
    kind: 'ready',
    era: client.getProtocolEra() ?? 'legacy',
    protocolVersion: client.getNegotiatedProtocolVersion() ?? '',
    title: (title ?? name).slice(0, 200) || server.name,
    version: version.slice(0, 100),
    instructions:
      instructions.length > mostInstructions
        ? `${instructions.slice(0, mostInstructions)}…`
        : instructions,
  };
}
