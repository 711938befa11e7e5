import type { Timers } from '../../../src/main/disk/timers.ts';
import { settleDisk } from './attacked-files.ts';

/** Time that passes only on command. */
export interface ManualTime extends Timers {
  now(): number;
  /** Lets `ms` pass, runs what falls due, and waits until the disk has finished. */
  pass(ms: number): Promise<void>;
}

/** Makes a clock that starts here and moves only by `pass`. */
export function manualTime(start = Date.parse('2026-11-01T12:00:00.000Z')): ManualTime {
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
