import type { Client } from '@modelcontextprotocol/client';
import type { ExpectedError } from '../../../shared/expected.ts';
import type { ToolServer, ToolServerState } from '../../../shared/model/tools.ts';
import type { RunningCalls } from './asking/running-calls.ts';
import type { Eras } from './eras.ts';
import { connectHttp } from './http/connect-http.ts';
import type { ServerLog } from './log.ts';
import type { PersonPort } from './person.ts';
import { connectStdio } from './process/connect-stdio.ts';
import type { RunningList } from './process/running.ts';
import type { Session } from './sign-in/session.ts';
import type { SearchPath } from './environment/search-path.ts';

/** Time limits for connecting. */
export interface ConnectLimits {
  /** For the handshake, in ms. A program may have to be downloaded first. */
  readonly handshakeMs: number;
  /** For the request for the server's era, in ms. */
  readonly probeMs: number;
}

export const usualLimits: ConnectLimits = { handshakeMs: 90_000, probeMs: 10_000 };

/** Dependencies of all connections. */
export interface ConnectSurroundings {
  /** Parley's version. */
  readonly version: string;
  readonly eras: Eras;
  readonly running: RunningList;
  readonly searchPath: SearchPath;
  readonly home: string;
  readonly fetch: typeof globalThis.fetch;
  readonly person: PersonPort | null;
  readonly limits: ConnectLimits;
}

/** Dependencies and parameters of one connection. */
export interface ConnectOptions extends ConnectSurroundings {
  readonly server: ToolServer;
  /** Environment variables or headers, including secrets. */
  readonly values: Readonly<Record<string, string>>;
  /** Null for a program on this machine. */
  readonly session: Session | null;
  readonly log: ServerLog;
  readonly signal: AbortSignal;
  readonly onToolsChanged: () => void;
  readonly onAsking: (isAsking: boolean) => void;
  /** The server's calls, to which its requests belong. */
  readonly calls: RunningCalls;
}

/** An open connection. */
export interface Connection {
  readonly client: Client;
  readonly isRemote: boolean;
  /** Converts the error of a request that the server refused; null for any other error. */
  readonly refusal: (error: unknown) => ExpectedError | null;
  /** Resolves once the connection has ended on either side. */
  readonly closed: Promise<void>;
  /** Ends the connection and its processes. Never rejects. */
  close(): Promise<void>;
}

/**
 * Connects to a server. Throws an ExpectedError that says what is wrong, or the signal's reason if
 * it is aborted.
 */
export function connect(options: ConnectOptions): Promise<Connection> {
  const { transport } = options.server;
  switch (transport.kind) {
    case 'stdio':
      return connectStdio(options, transport);
    case 'http':
      return connectHttp(options, transport);
  }
}

/** The longest instructions, which are added to the system prompt, in UTF-16 code units. */
const maxInstructions = 8000;

/** Returns the state of a connected server, with the description it sent. */
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
      instructions.length > maxInstructions
        ? `${instructions.slice(0, maxInstructions)}…`
        : instructions,
  };
}
