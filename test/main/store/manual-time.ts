import type { Timers } from '../../../src/main/disk/timers.ts';
import { settleDisk } from './attacked-files.ts';

/** Time that passes only on command. */
export interface ManualTime extends Timers {
  now(): number;
  /** Lets `ms` pass, runs what falls due, and waits until the disk has finished. */
  pass(ms: number): Promise<void>;
}

/**
 * Makes a clock that moves only by `pass`. It starts now, because what it dates is also read by the
 * clock of the computer: a date of ours would be too old for the trash one day.
 */
export function manualTime(start = Date.now()): ManualTime {
  let now = start;
  const due = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      due.add(timer);
      return () => due.delete(timer);
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        due.delete(next);
        now = Math.max(now, next.at);
        next.callback();
        await settleDisk();
      }
      now = end;
      await settleDisk();
    },
  };
}
