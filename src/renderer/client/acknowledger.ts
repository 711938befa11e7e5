import type { Bridge } from '../../shared/contract/index.ts';
import type { ScheduleFrame } from '../state/store.ts';

/**
 * Acknowledges received text to main, once per frame and turn, so that main never runs far ahead.
 */
export function createAcknowledger(bridge: Bridge, scheduleFrame: ScheduleFrame) {
  const taken = new Map<number, number>();
  let scheduled = false;
  return (turn: number, seq: number): void => {
    taken.set(turn, seq);
    if (scheduled) return;
    scheduled = true;
    scheduleFrame(() => {
      scheduled = false;
      for (const [turn, seq] of taken) void bridge.command('chat.acknowledge', { turn, seq });
      taken.clear();
    });
  };
}
