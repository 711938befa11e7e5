import { mkdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFolder } from '../scratch.ts';

/** Delays by disk and processor that affect everybody, measured from outside the program. */
export interface Stalls {
  /**
   * How much of the five seconds before `at` (ms since the epoch) a small write was kept waiting
   * (ms).
   */
  before(at: number): number;
  stop(): Promise<void>;
}

const lookBackMs = 5000;
const everyMs = 50;
/** A write up to this duration counts as not delayed (ms). */
const quickMs = 20;

/**
 * Writes a small file every 50 ms as another process would. A disk busy with others delays
 * everybody, and that delay is not the program's fault.
 */
export function watchStalls(folder: string): Stalls {
  const own = join(folder, `stalls-${process.pid}`);
  mkdirSync(own, { recursive: true });
  const seen: { readonly from: number; readonly to: number }[] = [];
  const stop = new AbortController();
  let begun = 0;

  async function probe(): Promise<void> {
    const file = await open(join(own, 'probe.tmp'), 'w');
    await file.write('probe');
    await file.close();
    await rename(join(own, 'probe.tmp'), join(own, 'probe'));
  }

  const watching = (async () => {
    while (!stop.signal.aborted) {
      begun = Date.now();
      await probe();
      await new Promise((resolve) => {
        setTimeout(resolve, everyMs);
      });
      seen.push({ from: begun, to: Date.now() - everyMs });
      if (seen.length > 1000) seen.shift();
    }
  })();

  return {
    before(at) {
      let held = Math.max(0, at - begun - everyMs - quickMs);
      for (const { from, to } of seen) {
        if (to > at - lookBackMs && from < at) held += Math.max(0, to - from - quickMs);
      }
      return held;
    },
    async stop() {
      stop.abort();
      await watching;
      removeFolder(own);
    },
  };
}
