import type { ApiState, PortHolder } from '../../shared/model/api.ts';
import { expected } from '../../shared/expected.ts';
import { freePortAfter, PortTaken } from './http/listen.ts';
import type { ApiServer } from './http/server.ts';

/** Dependencies of {@link createListener}. */
export interface ListenerOptions {
  /** null if nothing should listen. */
  readonly wantedPort: () => number | null;
  /** Rejects with {@link PortTaken} if another program uses the port. */
  readonly start: (port: number) => Promise<ApiServer>;
  readonly onState: () => void;
  /** Called when another program has been using the port for a while. */
  readonly onStillTaken: (port: number, holder: PortHolder | null) => void;
  readonly report: (error: unknown) => void;
  readonly retryMs: number;
}

/** A server and the wanted port; it may listen on another one. */
export interface Running {
  readonly server: ApiServer;
  readonly wantedPort: number;
}

/** Keeps a server listening on the wanted port, or none if none is wanted. */
export interface Listener {
  state(): ApiState;
  running(): Running | null;
  /** Why nothing runs although it should. */
  failure(): unknown;
  /** Applies what is wanted, one change at a time. Never rejects. */
  reconcile(): Promise<void>;
}

/** Creates the listener; nothing listens before the first `reconcile`. */
export function createListener(options: ListenerOptions): Listener {
  const { wantedPort, start, onState, onStillTaken, report, retryMs } = options;
  let state: ApiState = { kind: 'off' };
  let running: Running | null = null;
  let work: Promise<void> = Promise.resolve();
  let failure: unknown = null;
  let retry: NodeJS.Timeout | undefined;
  /** How many times a taken port was retried automatically. */
  let retries = 0;
  let hasNotified = false;

  const become = (next: ApiState): void => {
    state = next;
    onState();
  };

  async function close(): Promise<void> {
    const before = running;
    running = null;
    await before?.server.stop();
  }

  /** Another program uses the port: retry until it is free, or the person decides. */
  async function wait(port: number): Promise<void> {
    const isNews = state.kind !== 'taken' || state.port !== port;
    retry = setTimeout(() => {
      retries += 1;
      void reconcile();
    }, retryMs);
    retry.unref();
    failure = expected('port_taken', { port });
    if (isNews) {
      retries = 0;
      hasNotified = false;
      const { findPortHolder } = await import('./http/port-holder.ts');
      const [free, holder] = await Promise.all([freePortAfter(port), findPortHolder(port)]);
      become({ kind: 'taken', port, free, holder });
    }
    // Not immediately: a program that is just quitting is not worth a notice.
    if (retries >= 1 && !hasNotified) {
      hasNotified = true;
      onStillTaken(port, state.kind === 'taken' ? state.holder : null);
    }
  }

  async function open(port: number): Promise<void> {
    failure = null;
    if (state.kind !== 'taken' || state.port !== port) become({ kind: 'starting' });
    try {
      const server = await start(port);
      running = { server, wantedPort: port };
      become({ kind: 'on', address: server.address, port: server.port, wantedPort: port });
    } catch (error) {
      if (error instanceof PortTaken) {
        await wait(port);
        return;
      }
      failure = error;
      report(error);
      become({ kind: 'failed' });
    }
  }

  async function follow(): Promise<void> {
    clearTimeout(retry);
    const port = wantedPort();
    if (port === null) {
      await close();
      if (state.kind !== 'off') become({ kind: 'off' });
      return;
    }
    if (port === running?.wantedPort) return;
    if (running !== null && port === running.server.port) {
      // It already listens on the wanted port: do not interrupt answers in progress.
      const { server } = running;
      running = { server, wantedPort: port };
      become({ kind: 'on', address: server.address, port, wantedPort: port });
      return;
    }
    await close();
    await open(port);
  }

  function reconcile(): Promise<void> {
    work = work.then(follow).catch(report);
    return work;
  }

  return {
    state: () => state,
    running: () => running,
    failure: () => failure,
    reconcile,
  };
}
