import { ExpectedError } from '../../../shared/expected.ts';
import type { ToolServer } from '../../../shared/model/tools.ts';
import type { CallContext, FilesPort, ToolOutput, ToolSource } from '../ports.ts';
import { callTool } from './call.ts';
import { statusOf } from './http/http-error.ts';
import { Lifecycle, type LifecycleOptions } from './lifecycle.ts';
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
  readonly connected: Lifecycle['connected'];
}

/** Creates the supervisor of one server. */
export function createServer(first: ToolServer, options: ServerOptions): RunningServer {
  const { files, log, report } = options;
  const life = new Lifecycle(first, options);
  const results = { files, note: log.note };

  async function call(
    name: string,
    args: Readonly<Record<string, unknown>>,
    context: CallContext,
    isSecond: boolean,
  ): Promise<ToolOutput> {
    const connection = await life.connected(context.signal);
    const sdk = await loadSdk();
    const { server, isAsking } = life;
    const tool = life.tools.find((each) => each.name === name) ?? null;
    try {
      const made = { sdk, connection, server, log, name, args, tool, context, isAsking };
      return await outputOf(await callTool(made), tool, results);
    } catch (error) {
      const isGone = error instanceof ExpectedError && error.error.code === 'tool_server_gone';
      if (!connection.isRemote || !isGone) throw error;
      const status = statusOf(sdk, error.cause);
      if (!isSecond && (status === 404 || status === 400)) {
        // The server's session is gone, so it did not run the call, and a new session can.
        if (life.isCurrent(connection)) await life.stop();
        return call(name, args, context, true);
      }
      // A failed call is the only sign that a server at a URL is gone.
      life.lose(connection);
      throw error;
    }
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
      call: (name, args, context) => call(name, args, context, false),
    },
    update(server) {
      life.server = server;
    },
    stop: () => life.stop(),
    start: () => life.start(),
    connected: (signal) => life.connected(signal),
  };
}
