import type { Events } from '../../shared/contract/index.ts';
import { streamedText } from '../../shared/model/conversation-views.ts';
import type { EventAction } from '../state/action.ts';
import type { ScheduleFrame } from '../state/store.ts';
import { intervalFor, type Attention } from './pace/pace.ts';

/** Clock and timers, injected so that tests control them. */
export interface Timers {
  /** Milliseconds since any origin; monotonic. */
  readonly now: () => number;
  /** Calls back once after `ms`; returns a function that prevents it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

const realTimers: Timers = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Asks main for more text of the answers that grow. */
export interface Acknowledger {
  /** Takes note of the text that an event brought, and of the end of a turn. */
  readonly take: (action: EventAction) => void;
  /** Called when somebody may look more closely than before. */
  readonly look: () => void;
}

/**
 * A turn that is due this soon is asked together with one that is due, so that answers side by side
 * fall into step and share their frames (ms).
 */
const togetherMs = 16;

/** A batch that is not acknowledged yet. */
interface Taken {
  readonly seq: number;
  /** The length of its text (UTF-16 code units). */
  readonly length: number;
  readonly isPainted: boolean;
}

/**
 * Sets the pace of text. Main sends a batch of each turn and gathers further text until the batch
 * is acknowledged: once it is painted and the interval of {@link intervalFor} has passed.
 */
export function createAcknowledger(options: {
  readonly acknowledge: (turn: number, seq: number) => void;
  readonly attentionTo: (turn: number) => Attention;
  readonly scheduleFrame: ScheduleFrame;
  readonly timers?: Timers;
}): Acknowledger {
  const { acknowledge, attentionTo, scheduleFrame, timers = realTimers } = options;
  const waiting = new Map<number, Taken>();
  /** The time at which each turn was acknowledged last. */
  const askedAt = new Map<number, number>();
  let isFrameScheduled = false;
  let stop: (() => void) | null = null;

  /** The time until a batch may be acknowledged (ms); null if it waits for something else. */
  const waitFor = (turn: number, interval: number | null, { isPainted }: Taken): number | null => {
    if (interval === null || !isPainted) return null;
    const last = askedAt.get(turn) ?? Number.NEGATIVE_INFINITY;
    return Math.max(0, last + interval - timers.now());
  };

  const ask = (turn: number, seq: number): void => {
    waiting.delete(turn);
    askedAt.set(turn, timers.now());
    acknowledge(turn, seq);
  };

  /** Asks for what is due, and for the rest by timer. */
  const pump = (): void => {
    stop?.();
    stop = null;
    const due = [...waiting].flatMap(([turn, taken]) => {
      const interval = intervalFor(attentionTo(turn), taken.length);
      const wait = waitFor(turn, interval, taken);
      return wait === null || interval === null ? [] : [{ turn, seq: taken.seq, wait, interval }];
    });
    if (due.length === 0) return;
    const next = Math.min(...due.map(({ wait }) => wait));
    if (next > 0) {
      stop = timers.after(next, pump);
      return;
    }
    for (const { turn, seq, wait, interval } of due) {
      if (wait <= Math.min(interval / 2, togetherMs)) ask(turn, seq);
    }
    pump();
  };

  const painted = (): void => {
    isFrameScheduled = false;
    for (const [turn, taken] of waiting) waiting.set(turn, { ...taken, isPainted: true });
    pump();
  };

  const taken = (turn: number, seq: number, length: number): void => {
    // A conversation that is not on show is not painted.
    const isElsewhere = attentionTo(turn) === 'elsewhere';
    waiting.set(turn, { seq, length, isPainted: isElsewhere });
    if (isElsewhere) pump();
    else if (!isFrameScheduled) {
      isFrameScheduled = true;
      scheduleFrame(painted);
    }
  };

  const takeTurn = (event: Events['turn']): void => {
    const { turn, seq } = event;
    switch (event.kind) {
      case 'part':
        taken(turn, seq, streamedText(event.part)?.length ?? 0);
        return;
      case 'finished':
      case 'failed':
      case 'stopped':
        // Main sends nothing more, whatever is acknowledged.
        waiting.delete(turn);
        askedAt.delete(turn);
        return;
      case 'started':
      case 'waiting':
      case 'usage':
      case 'tool_progress':
      case 'moved':
      case 'call':
    }
  };

  return {
    take(action) {
      if (action.name === 'text') {
        const [turn, seq, , text] = action.payload;
        taken(turn, seq, text.length);
      }
      if (action.name === 'turn') takeTurn(action.payload);
    },
    look: pump,
  };
}
