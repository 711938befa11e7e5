import type { Timers } from './timers.ts';

const firstRetryMs = 1000;
const lastRetryMs = 30_000;

/** Brings one thing to the disk: one attempt at a time, the newest state each time, again until it works. */
export interface Saver {
  /**
   * Asks for what is newest now to be saved. Resolves to whether the first attempt that began after
   * this call succeeded; requests that wait meanwhile share one attempt. Never rejects.
   */
  request(): Promise<boolean>;
  /** Resolves when no attempt is under way or waiting; a failed one may still have its next try ahead. */
  idle(): Promise<void>;
  /** True while the last attempt has failed. */
  failing(): boolean;
}

/**
 * `attempt` reads the newest state when it begins and throws if it cannot be saved. `report` hears the
 * error of a failed attempt and null after one that worked. Retries come after 1, 2, 4 … 30 s.
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
  };
}
