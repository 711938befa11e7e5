import type { PartChange, TurnEvent, TurnNumber } from '../../../shared/model/chat-event.ts';
import type { Events } from '../../../shared/contract/index.ts';
import { streamedText, withStreamedText } from '../../../shared/model/conversation-views.ts';
import type { Part } from '../../../shared/model/conversation.ts';
import { createQueue } from './queue.ts';

/** The events that carry a turn to the windows. */
export type RelayEventName = 'text' | 'turn';

/** Sends one event to the window. */
export type RelaySend = <N extends RelayEventName>(name: N, payload: Events[N]) => void;

type Unnumbered<E> = E extends unknown ? Omit<E, 'turn' | 'seq'> : never;

/** News of a turn for the windows, not numbered yet. */
export type TurnNews = PartChange | Unnumbered<TurnEvent>;

/** Sends the events of one turn at the pace at which a window asks for them. */
export interface TurnRelay {
  /**
   * The number of the last event sent. After {@link attach}, a snapshot of the answer includes
   * exactly the events up to it.
   */
  readonly seq: () => number;
  /** Adds the next event; after a terminal event, everything is ignored. */
  readonly push: (news: TurnNews) => void;
  /** Called when the window has shown everything up to `seq` and asks for what follows. */
  readonly acknowledge: (seq: number) => void;
  /**
   * Called before a window gets a snapshot: sends pending text and forgets unacknowledged batches.
   */
  readonly attach: () => void;
  /** Called when the window is gone: drops pending text and sends nothing until {@link attach}. */
  readonly detach: () => void;
}

/** How many batches may be unacknowledged when a part begins, whose first text is urgent. */
const maxOutstanding = 2;

/** Pending text of a part. `begun` is the part itself, announced with its first text. */
interface Gathered {
  readonly index: number;
  readonly text: string;
  readonly begun: Part | null;
}

/** Events that are sent immediately. */
type AtOnce = Unnumbered<TurnEvent>;

function endsInsideCharacter(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

/** True if the text ends in half of a surrogate pair. */
function isHalf({ text }: Gathered): boolean {
  return text.length === 1 && endsInsideCharacter(text);
}

/**
 * Creates a relay. The window sets the pace: text is sent at once if the window has acknowledged
 * what it got, and gathers otherwise, to be sent as one batch on {@link TurnRelay.acknowledge}. So
 * the first text, and text that comes slowly, waits for nothing, and no timer adds its delay to
 * that of the window. The beginning of another part may be sent with one batch unacknowledged. It
 * is the event that carries the first text of the part, so later batches only carry its number. A
 * batch never ends inside a surrogate pair. Terminal and other events are sent at once, after all
 * text before them, however many batches are unacknowledged: the end of a turn does not depend on a
 * window.
 */
export function createTurnRelay(options: {
  readonly turn: TurnNumber;
  readonly send: RelaySend;
}): TurnRelay {
  const { turn, send } = options;
  let seq = 0;
  let attached = true;
  let ended = false;
  /** In order; neighbours never belong to the same part. */
  const pending = createQueue<Gathered>();
  /** Numbers of the unacknowledged batches, oldest first. */
  let outstanding: number[] = [];

  const sendGathered = ({ index, text, begun }: Gathered): void => {
    seq += 1;
    outstanding.push(seq);
    if (begun === null) send('text', [turn, seq, index, text]);
    else send('turn', { kind: 'part', turn, seq, index, part: withStreamedText(begun, text) });
  };

  /** Sends everything pending, however many batches are unacknowledged. */
  const flushAll = (): void => {
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

  /** Sends what the window has asked for. */
  const pump = (): void => {
    for (;;) {
      const first = pending.first();
      if (first === undefined) return;
      const begins = first.begun !== null || pending.size() > 1;
      if (outstanding.length >= (begins ? maxOutstanding : 1)) return;
      // Half a character is sent with its other half.
      if (pending.size() === 1 && isHalf(first)) return;
      sendFirst();
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
      pending.takeAll();
      outstanding = [];
    },
  };
}
