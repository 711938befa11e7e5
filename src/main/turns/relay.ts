import type { PartChange, TurnEvent, TurnNumber } from '../../shared/model/chat-event.ts';
import type { Events } from '../../shared/contract/index.ts';
import { streamedText, withStreamedText } from '../../shared/model/conversation-views.ts';
import type { Part } from '../../shared/model/conversation.ts';
import { createQueue } from './queue.ts';

/** The contract's events that carry a turn to the windows. */
export type RelayEventName = 'text' | 'turn';

/** Pushes one event to every window. */
export type RelaySend = <N extends RelayEventName>(name: N, payload: Events[N]) => void;

/** Time, passed in so that tests own it. */
export interface RelayTimers {
  /** ms from any origin; never goes back. */
  readonly now: () => number;
  /** Calls once after `ms`; returns what {@link clear} takes. */
  readonly set: (callback: () => void, ms: number) => unknown;
  readonly clear: (timer: unknown) => void;
}

type Unnumbered<E> = E extends unknown ? Omit<E, 'turn' | 'seq'> : never;

/** What a turn sends to the windows, not numbered yet. */
export type TurnNews = PartChange | Unnumbered<TurnEvent>;

/** Sends the events of one turn at a pace that a window can follow. */
export interface TurnRelay {
  /** The number of the last event sent. After {@link attach}, a snapshot of the answer includes exactly the events up to it. */
  readonly seq: () => number;
  /** Adds the next event; after a terminal event, everything is ignored. */
  readonly push: (news: TurnNews) => void;
  /** The window has reduced everything up to `seq`. */
  readonly acknowledge: (seq: number) => void;
  /** Called before a window gets a snapshot: sends what is pending and forgets unacknowledged batches. */
  readonly attach: () => void;
  /** The window has gone: drops what is pending and sends nothing until {@link attach}. */
  readonly detach: () => void;
}

/** One frame, in ms. */
const frameMs = 16;
/** Text this long is sent before the frame ends; UTF-16 code units. */
const longestWaitingText = 4096;
/** How many batches may be unacknowledged at once. */
const mostOutstanding = 2;

/** Pending text of a part. `begun`: the part itself, announced with its first text. */
interface Gathered {
  readonly index: number;
  readonly text: string;
  readonly begun: Part | null;
}

/** What does not wait. */
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

/** True for the first half of a surrogate pair. */
function isHalf({ text }: Gathered): boolean {
  return text.length === 1 && endsInsideCharacter(text);
}

/**
 * Makes the one coalescer. The first text leaves at once; what follows within a frame joins, up to
 * 4 KiB; text of another part sends what is pending first. A part is announced by the event that
 * carries its first text, so later batches only name its number. With two batches unacknowledged, text
 * gathers until {@link TurnRelay.acknowledge}; only new text is ever sent. A batch does not end inside
 * a surrogate pair. Terminal and other events leave at once, after all text before them, however much
 * is outstanding: the end of a turn does not depend on a window.
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
  /** In order; two neighbours are never of the same part. */
  const pending = createQueue<Gathered>();
  /** The numbers of batches under way, oldest first. */
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

  /** Sends everything pending, whatever is outstanding. */
  const flushAll = (): void => {
    unschedule();
    for (const text of pending.takeAll()) sendGathered(text);
  };

  /** Sends the oldest pending text, except for half a character at its end. */
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
      if (first === undefined || outstanding.length >= mostOutstanding) return;
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
      // Only half a character is left; it goes out with its other half.
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
    // Text and reasoning are announced with their first words.
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
