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

/** A server that is kept running, and its tools. */
export interface RunningServer {
  readonly source: ToolSource;
  /** Takes new settings; the server has to be stopped before if they change what runs. */
  update(server: ToolServer): void;
  /** Ends it. Never rejects. */
  stop(): Promise<void>;
  /** Starts it, if it is enabled and does not run. Does not wait. */
  start(): void;
  readonly connected: Lifecycle['connected'];
}

/** Keeps one server. */
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
        // The session is over on the far side, so it has not run the call; a new one can take it.
        if (life.isCurrent(connection)) await life.stop();
        return call(name, args, context, true);
      }
      // Nothing else tells that a server at an address has gone.
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
