import type { Client } from '@modelcontextprotocol/client';
import { ExpectedError } from '../../../shared/expected.ts';
import type { ToolServer } from '../../../shared/model/tools.ts';
import type { CallContext, FilesPort, ToolOutput, ToolSource } from '../ports.ts';
import { withRequiredPages } from './asking/required-pages.ts';
import { callTool } from './call.ts';
import type { Connection } from './connection.ts';
import { statusOf } from './http/http-error.ts';
import { Lifecycle, type LifecycleOptions } from './lifecycle.ts';
import type { ServerLog } from './log.ts';
import { outputOf } from './results.ts';
import { loadSdk } from './sdk.ts';

/** Dependencies of one server. */
export interface ServerOptions extends LifecycleOptions {
  readonly files: Pick<FilesPort, 'keep'>;
  readonly report: (error: unknown) => void;
}

/** A supervised server and its tools. */
export interface RunningServer {
  readonly source: ToolSource;
  /** Applies new settings. If they change what runs, the server must be stopped first. */
  update(server: ToolServer): void;
  /** Stops the server. Never rejects. */
  stop(): Promise<void>;
  /** Starts the server if it is enabled and not running. Does not wait. */
  start(): void;
  /**
   * Makes a request; starts the server if necessary. If the server has forgotten its session, makes
   * the request once more in a new one. Throws an ExpectedError if the server cannot run.
   */
  ask<T>(signal: AbortSignal, request: (connection: Connection) => Promise<T>): Promise<T>;
  /** Returns the client of a running server; null if it is not running. */
  client(): Client | null;
  settings(): ToolServer;
  readonly log: ServerLog;
  /** Returns whether the server waits for an answer of the person. */
  isAsking(): boolean;
}

/** Errors after which a connection over HTTP is no longer usable. */
const goneCodes = new Set<string>(['tool_server_gone', 'offer_server_gone']);

/** Creates the supervisor of one server. */
export function createServer(first: ToolServer, options: ServerOptions): RunningServer {
  const { files, log, report } = options;
  const life = new Lifecycle(first, options);
  const results = { files, note: log.note };

  async function ask<T>(
    signal: AbortSignal,
    request: (connection: Connection) => Promise<T>,
    isSecond = false,
  ): Promise<T> {
    const connection = await life.connected(signal);
    try {
      return await request(connection);
    } catch (error) {
      if (error instanceof ExpectedError) life.refuse(connection, error.error);
      const isGone = error instanceof ExpectedError && goneCodes.has(error.error.code);
      if (!connection.isRemote || !isGone) throw error;
      const status = statusOf(await loadSdk(), error.cause);
      if (!isSecond && (status === 404 || status === 400)) {
        // The server's session is gone, so it did not handle the request, and a new session can.
        if (life.isCurrent(connection)) await life.stop();
        return ask(signal, request, true);
      }
      // A failed request is the only sign that a server at a URL is gone.
      life.lose(connection);
      throw error;
    }
  }

  function call(
    name: string,
    args: Readonly<Record<string, unknown>>,
    context: CallContext,
  ): Promise<ToolOutput> {
    return ask(context.signal, async (connection) => {
      const sdk = await loadSdk();
      const { server, isAsking } = life;
      const tool = life.tools.find((each) => each.name === name) ?? null;
      const made = { sdk, connection, server, log, name, args, tool, context, isAsking };
      const { person } = options.surroundings;
      const pages = { sdk, asker: life.asker, person, signal: context.signal };
      const result = await life.calls.run(context.conversationId, () =>
        withRequiredPages(pages, () => callTool(made)),
      );
      return outputOf(result, tool, { ...results, conversationId: context.conversationId });
    });
  }

  return {
    source: {
      id: first.id,
      kind: 'server',
      get name() {
        return life.server.name;
      },
      state: () => life.state,
      async tools(signal) {
        try {
          await life.settle(signal);
        } catch (error) {
          report(error);
        }
        return life.tools;
      },
      instructions: () =>
        life.server.usesInstructions && life.state.kind === 'ready' ? life.state.instructions : '',
      call,
      signIn: () => options.session()?.view() ?? null,
    },
    update(server) {
      life.server = server;
    },
    stop: () => life.stop(),
    start: () => life.start(),
    ask: (signal, request) => ask(signal, request),
    client: () => life.client(),
    settings: () => life.server,
    log,
    isAsking: life.isAsking,
  };
}
