import type { PartChange, TurnEvent, TurnNumber } from '../../../shared/model/chat-event.ts';
import type { Events } from '../../../shared/contract/index.ts';
import { streamedText, withStreamedText } from '../../../shared/model/conversation-views.ts';
import type { Part } from '../../../shared/model/conversation.ts';
import { createQueue } from './queue.ts';

/** The events that carry a turn to the windows. */
export type RelayEventName = 'text' | 'turn';

/** Sends one event to the window. */
export type RelaySend = <N extends RelayEventName>(name: N, payload: Events[N]) => void;

/** Clock and timers, injected so that tests control them. */
export interface RelayTimers {
  /** Milliseconds since any origin; monotonic. */
  readonly now: () => number;
  /** Calls `callback` once after `ms`; returns a handle for {@link clear}. */
  readonly set: (callback: () => void, ms: number) => unknown;
  readonly clear: (timer: unknown) => void;
}

type Unnumbered<E> = E extends unknown ? Omit<E, 'turn' | 'seq'> : never;

/** News of a turn for the windows, not numbered yet. */
export type TurnNews = PartChange | Unnumbered<TurnEvent>;

/** Sends the events of one turn at a pace that a window can follow. */
export interface TurnRelay {
  /**
   * The number of the last event sent. After {@link attach}, a snapshot of the answer includes
   * exactly the events up to it.
   */
  readonly seq: () => number;
  /** Adds the next event; after a terminal event, everything is ignored. */
  readonly push: (news: TurnNews) => void;
  /** Called when the window has reduced everything up to `seq`. */
  readonly acknowledge: (seq: number) => void;
  /**
   * Called before a window gets a snapshot: sends pending text and forgets unacknowledged batches.
   */
  readonly attach: () => void;
  /** Called when the window is gone: drops pending text and sends nothing until {@link attach}. */
  readonly detach: () => void;
}

/** One frame, in ms. */
const frameMs = 16;
/** Text this long is sent before the frame ends (UTF-16 code units). */
const longestWaitingText = 4096;
/** How many batches may be unacknowledged at once. */
const maxOutstanding = 2;

/** Pending text of a part. `begun` is the part itself, announced with its first text. */
interface Gathered {
  readonly index: number;
  readonly text: string;
  readonly begun: Part | null;
}

/** Events that are sent immediately. */
type AtOnce = Unnumbered<TurnEvent>;

const realTimers: RelayTimers = {
  now: () => performance.now(),
  set: (callback, ms) => setTimeout(callback, ms),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

function endsInsideCharacter(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

/** True if the text ends in half of a surrogate pair. */
function isHalf({ text }: Gathered): boolean {
  return text.length === 1 && endsInsideCharacter(text);
}

/**
 * Creates a relay. The first text is sent at once. Text that follows within a frame is coalesced,
 * up to 4 KiB; text of another part first flushes what is pending. A part is announced by the event
 * that carries its first text, so later batches only carry its number. With two batches
 * unacknowledged, text accumulates until {@link TurnRelay.acknowledge}; only new text is ever sent.
 * A batch never ends inside a surrogate pair. Terminal and other events are sent at once, after all
 * text before them, however many batches are unacknowledged: the end of a turn does not depend on a
 * window.
 */
export function createTurnRelay(options: {
  readonly turn: TurnNumber;
  readonly send: RelaySend;
  readonly timers?: RelayTimers;
}): TurnRelay {
  const { turn, send, timers = realTimers } = options;
  let seq = 0;
  let attached = true;
  let ended = false;
  /** In order; neighbours never belong to the same part. */
  const pending = createQueue<Gathered>();
  /** Numbers of the unacknowledged batches, oldest first. */
  let outstanding: number[] = [];
  let lastSentAt = Number.NEGATIVE_INFINITY;
  let timer: unknown;

  const unschedule = (): void => {
    if (timer !== undefined) timers.clear(timer);
    timer = undefined;
  };

  const sendGathered = ({ index, text, begun }: Gathered): void => {
    seq += 1;
    outstanding.push(seq);
    lastSentAt = timers.now();
    if (begun === null) send('text', [turn, seq, index, text]);
    else send('turn', { kind: 'part', turn, seq, index, part: withStreamedText(begun, text) });
  };

  /** Sends everything pending, however many batches are unacknowledged. */
  const flushAll = (): void => {
    unschedule();
    for (const text of pending.takeAll()) sendGathered(text);
  };

  /** Sends the oldest pending text, except half a surrogate pair at its end. */
  const sendFirst = (): void => {
    const first = pending.shift();
    if (first === undefined) return;
    const isLast = pending.size() === 0;
    if (!isLast || !endsInsideCharacter(first.text)) {
      sendGathered(first);
      return;
    }
    const { index, text, begun } = first;
    const leaves = text.length > 1;
    pending.push({ index, text: text.slice(-1), begun: leaves ? null : begun });
    if (leaves) sendGathered({ index, text: text.slice(0, -1), begun });
  };

  /** Sends what is due and sets a timer for the rest. */
  const pump = (): void => {
    for (;;) {
      const first = pending.first();
      if (first === undefined || outstanding.length >= maxOutstanding) return;
      const wait = lastSentAt + frameMs - timers.now();
      const isDue = wait <= 0 || pending.size() > 1 || first.text.length >= longestWaitingText;
      if (!isDue) {
        timer ??= timers.set(() => {
          timer = undefined;
          pump();
        }, wait);
        return;
      }
      unschedule();
      sendFirst();
      // Only half a character is left; it is sent with its other half.
      const next = pending.first();
      if (next !== undefined && isHalf(next)) return;
    }
  };

  const gather = (more: Gathered): void => {
    if (!attached) return;
    const last = pending.last();
    const joins = last?.index === more.index && more.begun === null;
    if (joins) pending.replaceLast({ ...last, text: last.text + more.text });
    else pending.push(more);
    // Text and reasoning parts are announced with their first text.
    if (more.text !== '' || more.begun?.kind === 'tool_call') pump();
  };

  const sendAtOnce = (event: AtOnce): void => {
    if (!attached) return;
    flushAll();
    seq += 1;
    send('turn', { ...event, turn, seq });
  };

  return {
    seq: () => seq,
    push(news) {
      if (ended) return;
      switch (news.kind) {
        case 'grow':
          if (news.text !== '') gather({ index: news.index, text: news.text, begun: null });
          return;
        case 'part': {
          const text = streamedText(news.part);
          if (text === null) sendAtOnce(news);
          else gather({ index: news.index, text, begun: news.part });
          return;
        }
        case 'finished':
        case 'failed':
        case 'stopped':
          ended = true;
          sendAtOnce(news);
          return;
        case 'started':
        case 'usage':
        case 'tool_progress':
        case 'waiting':
        case 'moved':
        case 'call':
          sendAtOnce(news);
      }
    },
    acknowledge(acknowledged) {
      outstanding = outstanding.filter((sent) => sent > acknowledged);
      if (!ended) pump();
    },
    attach() {
      attached = true;
      flushAll();
      outstanding = [];
    },
    detach() {
      attached = false;
      unschedule();
      pending.takeAll();
      outstanding = [];
    },
  };
}
