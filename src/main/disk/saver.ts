import type { Timers } from './timers.ts';

const firstRetryMs = 1000;
const lastRetryMs = 30_000;

/** Saves one thing: one attempt at a time, always the newest state, retrying until it succeeds. */
export interface Saver {
  /**
   * Requests that the current state be saved. Resolves to whether the first attempt that started
   * after this call succeeded. Requests that arrive meanwhile share one attempt. Never rejects.
   */
  request(): Promise<boolean>;
  /** Resolves when no attempt is running or pending; a failed one may still be retried later. */
  idle(): Promise<void>;
  /** True if the last attempt failed. */
  failing(): boolean;
  /** True if no attempt is running, pending or to be repeated. */
  resting(): boolean;
}

/**
 * `attempt` reads the newest state when it starts and throws if it cannot be saved. `report` is
 * called with the error of a failed attempt and with null after a successful one. Retries follow
 * after 1, 2, 4 … 30 s.
 */
export function createSaver(
  attempt: () => Promise<void>,
  report: (error: unknown) => void,
  timers: Timers,
): Saver {
  let running: Promise<boolean> | null = null;
  let waiting: Promise<boolean> | null = null;
  let failures = 0;
  let cancelRetry: (() => void) | null = null;

  async function run(): Promise<boolean> {
    cancelRetry?.();
    cancelRetry = null;
    try {
      await attempt();
    } catch (error) {
      const delay = Math.min(firstRetryMs * 2 ** failures, lastRetryMs);
      failures += 1;
      cancelRetry = timers.after(delay, () => void request());
      report(error);
      return false;
    }
    failures = 0;
    report(null);
    return true;
  }

  function request(): Promise<boolean> {
    if (running === null) {
      const current = run().finally(() => {
        running = null;
      });
      running = current;
      return current;
    }
    waiting ??= running.then(() => {
      waiting = null;
      return request();
    });
    return waiting;
  }

  return {
    request,
    async idle() {
      for (let work = running; work !== null; work = running) await (waiting ?? work);
    },
    failing: () => failures > 0,
    resting: () => running === null && failures === 0,
  };
}
