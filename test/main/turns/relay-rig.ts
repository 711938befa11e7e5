import { expect } from 'vitest';
import type { ChatStep } from '../../../src/shared/model/chat-event.ts';
import type { Events } from '../../../src/shared/contract/index.ts';
import {
  createTurnRelay,
  type RelayEventName,
  type RelayTimers,
  type TurnRelay,
} from '../../../src/main/turns/relay.ts';

/** Time in the hands of a test. */
function createTime(): RelayTimers & { pass: (ms: number) => void; waiting: () => number } {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    set(run, ms) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return timer;
    },
    clear(timer) {
      timers = timers.filter((other) => other !== timer);
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((timer) => timer !== due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = end;
    },
    waiting: () => timers.length,
  };
}

/** One event that left. */
export type Sent =
  | { readonly name: 'text' | 'reasoning'; readonly seq: number; readonly text: string }
  | { readonly name: 'turn'; readonly seq: number; readonly event: Events['turn'] };

/** A relay of turn 7 with everything it sent. */
export interface Rig {
  readonly relay: TurnRelay;
  readonly time: ReturnType<typeof createTime>;
  readonly sent: Sent[];
  readonly text: (name?: 'text' | 'reasoning') => string;
}

/** Makes a {@link Rig}. */
export function rig(): Rig {
  const time = createTime();
  const sent: Sent[] = [];
  const relay = createTurnRelay({
    turn: 7,
    timers: time,
    send<N extends RelayEventName>(name: N, payload: Events[N]) {
      if (name === 'turn') {
        const event = payload as Events['turn'];
        expect(event.turn).toBe(7);
        sent.push({ name: 'turn', seq: event.seq, event });
        return;
      }
      const [turn, seq, text] = payload as Events['text'];
      expect(turn).toBe(7);
      sent.push({ name, seq, text });
    },
  });
  const text = (name: 'text' | 'reasoning' = 'text'): string =>
    sent.map((one) => (one.name === name ? one.text : '')).join('');
  return { relay, time, sent, text };
}

/** A step with text. */
export const delta = (text: string): ChatStep => ({ kind: 'delta', text });
/** A step with reasoning. */
export const reasoning = (text: string): ChatStep => ({ kind: 'reasoning', text });
/** An end. */
export const finished: ChatStep = { kind: 'finished', finishReason: 'stop' };
