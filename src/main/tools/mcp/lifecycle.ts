import type { Client } from '@modelcontextprotocol/client';
import { expected, ExpectedError } from '../../../shared/expected.ts';
import { errorOf, type ParleyError } from '../../../shared/model/errors.ts';
import type { ToolServer, ToolServerState } from '../../../shared/model/tools.ts';
import type { Tool } from '../ports.ts';
import type { Asker } from './asking/asked-by.ts';
import { createRunningCalls } from './asking/running-calls.ts';
import { lastLogLines, errorMessage } from './connect-error.ts';
import { connect, readyState, type Connection, type ConnectSurroundings } from './connection.ts';
import { httpError } from './http/http-error.ts';
import { createListWatch } from './list-watch.ts';
import type { ServerLog } from './log.ts';
import { loadSdk } from './sdk.ts';
import type { Session } from './sign-in/session.ts';
import { readTools } from './tool-list.ts';

/** Pauses before restarts, in ms. */
export const usualBackoff: readonly number[] = [1000, 2000, 5000, 15_000, 60_000];

/** A server that has run for this long counts as recovered, in ms. */
const recoveredAfterMs = 60_000;

/** Errors that a retry cannot fix. */
const finalCodes = new Set<ParleyError['code']>([
  'tool_command_missing',
  'tool_command_not_executable',
  'tool_folder_missing',
  'tool_variables_unreadable',
  'tool_server_bad_address',
  'tool_server_not_started',
  'tool_server_not_mcp',
  'tool_list_endless',
  'tool_server_header_refused',
]);

/** Errors after which the server waits for the person to sign in. */
const signInCodes = new Set<ParleyError['code']>([
  'tool_server_wants_sign_in',
  'tool_server_wants_scope',
  'tool_server_scope_refused',
  'tool_sign_in_ended',
  'tool_sign_in_client_refused',
  'tool_sign_in_refused',
  'tool_sign_in_token_refused',
  'tool_sign_in_token_kind',
]);

/** Dependencies of a {@link Lifecycle}. */
export interface LifecycleOptions {
  readonly surroundings: ConnectSurroundings;
  readonly log: ServerLog;
  /** Returns environment variables or headers, including secrets. */
  readonly valuesOf: (server: ToolServer) => Promise<Readonly<Record<string, string>>>;
  /** The sign-in to the server; null for a program on this machine. */
  readonly session: () => Session | null;
  readonly onChange: () => void;
  readonly backoff: readonly number[];
  readonly now: () => number;
}

/** Resolves once `work` resolves or the signal is aborted. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const onAbort = (): void => resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  await Promise.race([work, aborted]);
  signal.removeEventListener('abort', onAbort);
}

/** Starts a server, restarts it after a failure and stops it. */
export class Lifecycle {
  server: ToolServer;
  state: ToolServerState = { kind: 'off' };
  tools: readonly Tool[] = [];
  readonly calls = createRunningCalls();
  readonly #options: LifecycleOptions;
  #connection: Connection | null = null;
  /** The current start; resolves once it has succeeded or failed. */
  #starting: Promise<void> | null = null;
  /** Aborts the current start or run. */
  #run = new AbortController();
  /** Resolves once all earlier connections have closed. */
  #closing: Promise<void> = Promise.resolve();
  #tries = 0;
  #readyAt = 0;
  #retry: NodeJS.Timeout | undefined;
  #asking = 0;

  constructor(server: ToolServer, options: LifecycleOptions) {
    this.server = server;
    this.#options = options;
  }

  /** Returns whether the server waits for an answer of the person. */
  readonly isAsking = (): boolean => this.#asking > 0;

  /** Returns the client of the running server; null if it is not running. */
  client(): Client | null {
    return this.#connection?.client ?? null;
  }

  readonly #onAsking = (isAsking: boolean): void => {
    this.#asking += isAsking ? 1 : -1;
  };

  /** The server as one that asks the person. */
  get asker(): Asker {
    const { server, calls } = this;
    return { server, calls, signal: this.#run.signal, onAsking: this.#onAsking };
  }

  /** Returns whether new calls use this connection. */
  isCurrent(connection: Connection): boolean {
    return this.#connection === connection;
  }

  #become(next: ToolServerState): void {
    this.state = next;
    this.#options.onChange();
  }

  /** Schedules a restart after a failure, or gives up. */
  #fail(error: ParleyError): void {
    const { log, backoff, now } = this.#options;
    this.tools = [];
    log.note({ kind: 'failed', error });
    if (signInCodes.has(error.code)) return this.#become({ kind: 'sign_in' });
    const pause = backoff[this.#tries];
    if (pause === undefined || finalCodes.has(error.code))
      return this.#become({ kind: 'stopped', error });
    this.#tries += 1;
    this.#retry = setTimeout(() => this.start(), pause);
    this.#become({ kind: 'retrying', retryAt: now() + pause, error });
  }

  async #errorOfStart(error: unknown): Promise<ParleyError> {
    const { surroundings, log } = this.#options;
    const { name, transport } = this.server;
    if (error instanceof ExpectedError) return error.error;
    if (transport.kind === 'http') {
      const { handshakeMs } = surroundings.limits;
      const about = { server: name, address: transport.url, log, handshakeMs };
      return httpError(await loadSdk(), error, about).error;
    }
    const said = errorMessage(error);
    return errorOf('tool_server_refused', { server: name, said }, lastLogLines(log));
  }

  /** Handles a connection that ended unexpectedly. */
  lose(connection: Connection): void {
    const { log } = this.#options;
    const { name } = this.server;
    this.#end(connection, errorOf('tool_server_exited', { server: name }, lastLogLines(log)));
  }

  /** Ends a connection on which the server refused a call until the person signs in. */
  refuse(connection: Connection, error: ParleyError): void {
    const isForOneCall = /_scope(?:_refused)?$/.test(error.code);
    if (signInCodes.has(error.code) && !isForOneCall) this.#end(connection, error);
  }

  #end(connection: Connection, error: ParleyError): void {
    if (!this.isCurrent(connection)) return;
    const { now } = this.#options;
    this.#connection = null;
    this.#closing = connection.close();
    this.#run.abort();
    if (now() - this.#readyAt >= recoveredAfterMs) this.#tries = 0;
    this.#fail(error);
  }

  #readTools(connection: Connection, signal: AbortSignal): Promise<readonly Tool[]> {
    const { log } = this.#options;
    return readTools(connection.client, { server: this.server.name, log, signal });
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { surroundings, log, valuesOf, session, onChange, now } = this.#options;
    const { server } = this;
    await this.#closing;
    const values = await valuesOf(server);
    signal.throwIfAborted();
    const list = createListWatch({
      signal,
      report: (error) => log.note({ kind: 'list_unread', said: String(error) }),
      read: async () => {
        if (this.#connection === null) return;
        this.tools = await this.#readTools(this.#connection, signal);
        onChange();
      },
    });
    const opened = await connect({
      ...surroundings,
      server,
      values,
      session: session(),
      log,
      signal,
      onToolsChanged: list.changed,
      calls: this.calls,
      onAsking: this.#onAsking,
    });
    try {
      const tools = await this.#readTools(opened, signal);
      signal.throwIfAborted();
      this.tools = tools;
    } catch (error) {
      await opened.close();
      throw error;
    }
    this.#connection = opened;
    this.#readyAt = now();
    this.#become(readyState(opened.client, server));
    void opened.closed.then(() => this.lose(opened));
  }

  /** Starts the server if it is enabled and not running. Does not wait. */
  start(): void {
    if (!this.server.isEnabled || this.#starting !== null || this.#connection !== null) return;
    clearTimeout(this.#retry);
    this.#run = new AbortController();
    const { signal } = this.#run;
    this.#become({ kind: 'starting' });
    const work = this.#open(signal)
      .catch(async (error: unknown) => {
        if (signal.aborted) return;
        const reason = await this.#errorOfStart(error);
        if (!signal.aborted) this.#fail(reason);
      })
      .finally(() => {
        if (this.#starting === work) this.#starting = null;
      });
    this.#starting = work;
  }

  /** Stops the server. Never rejects. */
  async stop(): Promise<void> {
    clearTimeout(this.#retry);
    this.#tries = 0;
    this.#run.abort(new Error('The server was stopped.'));
    const last = this.#connection?.close() ?? Promise.resolve();
    const start = this.#starting ?? Promise.resolve();
    this.#closing = Promise.all([this.#closing, start, last]).then(() => undefined);
    this.#connection = null;
    this.#starting = null;
    this.tools = [];
    if (this.state.kind !== 'off') this.#become({ kind: 'off' });
    await this.#closing;
  }

  /**
   * Starts a server that is off. Waits for the current start, but not for a pause before a restart.
   */
  async settle(signal: AbortSignal): Promise<void> {
    if (this.state.kind === 'off') this.start();
    if (this.#starting !== null) await untilAborted(this.#starting, signal);
  }

  /**
   * Returns the connection of a running server; starts it if necessary. Throws an ExpectedError
   * that says why it is not running.
   */
  async connected(signal: AbortSignal): Promise<Connection> {
    await this.settle(signal);
    signal.throwIfAborted();
    if (this.#connection !== null) return this.#connection;
    const { name } = this.server;
    switch (this.state.kind) {
      case 'retrying':
      case 'stopped':
        throw new ExpectedError(this.state.error);
      case 'sign_in':
        throw expected('tool_server_wants_sign_in', { server: name });
      case 'off':
        throw expected('tool_server_off', { server: name });
      case 'starting':
      case 'ready':
        throw expected('tool_server_gone', { server: name });
    }
  }
}
