import { expected, ExpectedError } from '../../../shared/expected.ts';
import { errorOf, type ParleyError } from '../../../shared/model/errors.ts';
import type { ToolServer, ToolServerState } from '../../../shared/model/tools.ts';
import type { CallContext, FilesPort, Tool, ToolOutput, ToolSource } from '../ports.ts';
import { callTool } from './call.ts';
import { connect, readyState, type Connection, type ConnectSurroundings } from './connection.ts';
import { createListWatch } from './list-watch.ts';
import type { ServerLog } from './log.ts';
import { outputOf } from './results.ts';
import { loadSdk } from './sdk.ts';
import { readTools } from './tool-list.ts';
import { lastWords, saidBy } from './connect-error.ts';
import { httpError, statusOf } from './http/http-error.ts';

/** The pauses before a server is started again; ms. */
export const usualBackoff: readonly number[] = [1000, 2000, 5000, 15_000, 60_000];

/** A server that has run for so long has recovered; ms. */
const recoveredAfterMs = 60_000;

/** What no further try will change. */
const finalCodes = new Set<ParleyError['code']>([
  'tool_command_missing',
  'tool_command_not_executable',
  'tool_folder_missing',
  'tool_server_bad_address',
  'tool_server_not_started',
  'tool_server_not_mcp',
  'tool_list_endless',
]);

/** Dependencies of one server. */
export interface ServerOptions {
  readonly surroundings: ConnectSurroundings;
  readonly files: Pick<FilesPort, 'keep'>;
  readonly log: ServerLog;
  /** Environment variables or headers, with secrets. */
  readonly valuesOf: (server: ToolServer) => Promise<Readonly<Record<string, string>>>;
  readonly onChange: () => void;
  readonly report: (error: unknown) => void;
  readonly backoff: readonly number[];
  readonly now: () => number;
}

/** A server that is kept running. */
export interface RunningServer {
  readonly source: ToolSource;
  /** Takes new settings; the server has to be stopped before if they change what runs. */
  update(server: ToolServer): void;
  /** Ends it. Never rejects. */
  stop(): Promise<void>;
  /** Starts it, if it is enabled and does not run. Does not wait. */
  start(): void;
  /** The connection of a server that runs; starts it. Throws an ExpectedError that says why it does not. */
  connected(signal: AbortSignal): Promise<Connection>;
}

const off: ToolServerState = { kind: 'off' };

/** Keeps one server. */
export function createServer(first: ToolServer, options: ServerOptions): RunningServer {
  const { surroundings, files, log, valuesOf, onChange, report, backoff, now } = options;
  let server = first;
  let state = off;
  let tools: readonly Tool[] = [];
  let connection: Connection | null = null;
  /** The start under way; resolves when it is known how it went. */
  let starting: Promise<void> | null = null;
  /** Ends the start or the run under way. */
  let run = new AbortController();
  let closing: Promise<void> = Promise.resolve();
  let tries = 0;
  let readyAt = 0;
  let retry: NodeJS.Timeout | undefined;
  let asking = 0;

  function become(next: ToolServerState): void {
    state = next;
    onChange();
  }

  /** After a failure: again after a pause, or not at all. */
  function fail(error: ParleyError): void {
    tools = [];
    log.add('parley', `${error.code}${error.detail === undefined ? '' : `: ${error.detail}`}`);
    if (error.code === 'tool_server_wants_sign_in') return become({ kind: 'sign_in' });
    const pause = backoff[tries];
    if (pause === undefined || finalCodes.has(error.code))
      return become({ kind: 'stopped', error });
    tries += 1;
    retry = setTimeout(start, pause);
    become({ kind: 'retrying', retryAt: now() + pause, error });
  }

  async function errorOfStart(error: unknown): Promise<ParleyError> {
    if (error instanceof ExpectedError) return error.error;
    const { name } = server;
    const { transport } = server;
    if (transport.kind === 'http') {
      const { handshakeMs } = surroundings.limits;
      const about = { server: name, address: transport.url, log, handshakeMs };
      return httpError(await loadSdk(), error, about).error;
    }
    return errorOf('tool_server_refused', { server: name, said: saidBy(error) }, lastWords(log));
  }

  /** A connection is over, though nobody wanted that. */
  function lose(current: Connection): void {
    if (connection !== current) return;
    connection = null;
    closing = current.close();
    run.abort();
    if (now() - readyAt >= recoveredAfterMs) tries = 0;
    fail(errorOf('tool_server_exited', { server: server.name }, lastWords(log)));
  }

  async function open(signal: AbortSignal): Promise<void> {
    await closing;
    const values = await valuesOf(server);
    signal.throwIfAborted();
    const list = createListWatch({
      signal,
      report: (error) => log.add('parley', `The list of tools could not be read: ${String(error)}`),
      async read() {
        if (connection === null) return;
        tools = await readTools(connection.client, { server: server.name, log, signal });
        onChange();
      },
    });
    const opened = await connect({
      ...surroundings,
      server,
      values,
      log,
      signal,
      onToolsChanged: list.changed,
      onAsking: (isAsking) => (asking += isAsking ? 1 : -1),
    });
    try {
      tools = await readTools(opened.client, { server: server.name, log, signal });
      signal.throwIfAborted();
    } catch (error) {
      await opened.close();
      throw error;
    }
    connection = opened;
    become(readyState(opened.client, server));
    readyAt = now();
    void opened.closed.then(() => lose(opened));
  }

  function start(): void {
    if (!server.isEnabled || starting !== null || connection !== null) return;
    clearTimeout(retry);
    run = new AbortController();
    const { signal } = run;
    become({ kind: 'starting' });
    const work = open(signal).catch(async (error: unknown) => {
      if (!signal.aborted) fail(await errorOfStart(error));
    });
    const done = work.finally(() => {
      if (starting === done) starting = null;
    });
    starting = done;
  }

  async function stop(): Promise<void> {
    clearTimeout(retry);
    tries = 0;
    run.abort(new Error('The server was stopped.'));
    const current = connection;
    connection = null;
    tools = [];
    closing = Promise.all([closing, starting, current?.close()]).then(() => undefined);
    starting = null;
    if (state.kind !== 'off') become(off);
    await closing;
  }

  /** Starts what is off, and waits for a start under way, but not for a pause between two. */
  async function settle(signal: AbortSignal): Promise<void> {
    if (state.kind === 'off') start();
    if (starting === null) return;
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    const onAbort = (): void => resolve();
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    await Promise.race([starting, aborted]);
    signal.removeEventListener('abort', onAbort);
  }

  async function connected(signal: AbortSignal): Promise<Connection> {
    await settle(signal);
    signal.throwIfAborted();
    if (connection !== null) return connection;
    switch (state.kind) {
      case 'retrying':
      case 'stopped':
        throw new ExpectedError(state.error);
      case 'sign_in':
        throw expected('tool_server_wants_sign_in', { server: server.name });
      case 'off':
        throw expected('tool_server_off', { server: server.name });
      case 'starting':
      case 'ready':
        throw expected('tool_server_gone', { server: server.name });
    }
  }

  async function call(
    name: string,
    args: Readonly<Record<string, unknown>>,
    context: CallContext,
    isSecond = false,
  ): Promise<ToolOutput> {
    const current = await connected(context.signal);
    const sdk = await loadSdk();
    const tool = tools.find((each) => each.name === name) ?? null;
    try {
      const isAsking = (): boolean => asking > 0;
      const result = await callTool({
        sdk,
        connection: current,
        server,
        log,
        name,
        args,
        tool,
        context,
        isAsking,
      });
      return await outputOf(result, tool, { files, warn: (text) => log.add('parley', text) });
    } catch (error) {
      const isGone = error instanceof ExpectedError && error.error.code === 'tool_server_gone';
      if (!current.isRemote || !isGone) throw error;
      const status = statusOf(sdk, error.cause);
      if (!isSecond && (status === 404 || status === 400)) {
        // The session is over on the far side, so it has not run the call; a new one can take it.
        if (connection === current) await stop();
        return call(name, args, context, true);
      }
      // Nothing else tells that a server at an address has gone.
      lose(current);
      throw error;
    }
  }

  const source: ToolSource = {
    id: first.id,
    kind: 'server',
    get name() {
      return server.name;
    },
    state: () => state,
    async tools(signal) {
      try {
        await settle(signal);
      } catch (error) {
        report(error);
      }
      return tools;
    },
    instructions: () =>
      server.usesInstructions && state.kind === 'ready' ? state.instructions : '',
    call: (name, args, context) => call(name, args, context),
  };

  return {
    source,
    update(next) {
      server = next;
    },
    stop,
    start,
    connected,
  };
}
