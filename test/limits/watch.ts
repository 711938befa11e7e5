import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Resources of this process used by a run of cases. */
export interface Watch {
  /** Runs one case. Only time within it counts. */
  readonly during: <T>(name: string, run: () => Promise<T>) => Promise<T>;
  /** One line for the log: `fuzz: 300 cases, longest pause 12 ms (…), memory 210 MB`. */
  readonly summary: (what: string) => string;
  /** The largest resident memory at the end of a case, above the initial value, in bytes. */
  readonly grown: () => number;
}

/** Interval at which the thread checks that it is free (ms). */
const tickMs = 1;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * Growth above the initial memory that is collected before the next case, so that each case counts
 * only its own memory (bytes).
 */
const leftOver = 32 * 1024 ** 2;

/** Processor time of this thread (ms): what a pause would take on an idle machine. */
function workDone(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * Measures the longest time during which nothing else could run, in processor time of this thread,
 * and the memory. Times are printed, never asserted.
 */
export function createWatch(): Watch {
  const before = process.memoryUsage.rss();
  let cases = 0;
  let most = before;
  let longest = { ms: 0, name: '' };
  let took = 0;
  return {
    async during(name, run) {
      cases += 1;
      if (process.memoryUsage.rss() - before > leftOver) collectGarbage();
      const began = performance.now();
      let last = workDone();
      const tick = (): void => {
        const now = workDone();
        if (now - last > longest.ms) longest = { ms: now - last, name };
        last = now;
      };
      const timer = setInterval(tick, tickMs);
      try {
        return await run();
      } finally {
        // Time since the last tick counts as well.
        await new Promise(setImmediate);
        tick();
        clearInterval(timer);
        took += performance.now() - began;
        most = Math.max(most, process.memoryUsage.rss());
      }
    },
    summary: (what) =>
      `fuzz: ${cases} ${what} in ${(took / 1000).toFixed(1)} s, longest pause ${longest.ms.toFixed(0)} ms (${longest.name}), memory ${Math.round(most / 1024 ** 2)} MB`,
    grown: () => most - before,
  };
}
