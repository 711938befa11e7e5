import type { ChatStep, TurnNumber } from '../../shared/model/chat-event.ts';
import type { Events } from '../../shared/contract/index.ts';
import type { AttachmentPart } from '../../shared/model/conversation.ts';
import { createQueue } from './queue.ts';

/** The events of the contract that carry a turn to the windows. */
export type RelayEventName = 'text' | 'reasoning' | 'turn';

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

/** Sends the steps of one turn to the windows at a pace they can follow. */
export interface TurnRelay {
  /** The number of the last event sent. After {@link attach} a snapshot of the answer is exact at it. */
  readonly seq: () => number;
  /** Takes the next step; nothing is taken after a terminal one. */
  readonly push: (step: ChatStep) => void;
  /** The window has reduced everything up to `seq`. */
  readonly acknowledge: (seq: number) => void;
  /** A window is about to get a snapshot: sends what is pending; nothing is outstanding any more. */
  readonly attach: () => void;
  /** No window listens: drops what is pending, sends nothing until {@link attach}. */
  readonly detach: () => void;
}

/** One frame, in ms. */
const frameMs = 16;
/** Text of this length, in UTF-16 code units, does not wait for the end of the frame. */
const longestWaitingText = 4096;
/** Batches that may be under way without an acknowledgement. */
const mostOutstanding = 2;

type Gathered = Extract<ChatStep, { kind: 'delta' | 'reasoning' | 'tool' }>;

/** A step that does not wait. */
type AtOnce =
  | Exclude<ChatStep, Gathered | { kind: 'picture' }>
  | { readonly kind: 'picture'; readonly part: AttachmentPart };

const realTimers: RelayTimers = {
  now: () => performance.now(),
  set: (callback, ms) => setTimeout(callback, ms),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

function textOfStep(step: Gathered): string {
  return step.kind === 'tool' ? step.argumentsDelta : step.text;
}

/** Joins two steps that say the same kind of thing; null when they cannot be one. */
function join(first: Gathered, second: Gathered): Gathered | null {
  if (first.kind === 'tool' && second.kind === 'tool') {
    if (first.callId !== second.callId) return null;
    return { ...second, argumentsDelta: first.argumentsDelta + second.argumentsDelta };
  }
  if (first.kind === 'tool' || second.kind === 'tool' || first.kind !== second.kind) return null;
  return { kind: second.kind, text: first.text + second.text };
}

function endsInsideCharacter(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

/** True for half a character that waits for its other half. */
function isHalf(step: Gathered): boolean {
  return step.kind !== 'tool' && step.text.length === 1 && endsInsideCharacter(step.text);
}

/**
 * Makes the one coalescer (DESIGN.md §2, hop 2). The first text leaves at once; what follows within a
 * frame joins, up to 4 KiB; another kind of text sends what is pending first. With two batches
 * unacknowledged, text gathers until {@link TurnRelay.acknowledge}; only new text is ever sent. A
 * batch does not end inside a surrogate pair. Terminal and other steps leave at once, after all text
 * before them, however much is outstanding: the end of a turn does not depend on a window.
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
  /** In order; two neighbours are never of the same kind. */
  const pending = createQueue<Gathered>();
  /** The numbers of batches under way, oldest first. */
  let outstanding: number[] = [];
  let lastSentAt = Number.NEGATIVE_INFINITY;
  let timer: unknown;

  const unschedule = (): void => {
    if (timer !== undefined) timers.clear(timer);
    timer = undefined;
  };

  const sendGathered = (step: Gathered): void => {
    seq += 1;
    outstanding.push(seq);
    lastSentAt = timers.now();
    if (step.kind === 'delta') send('text', [turn, seq, step.text]);
    else if (step.kind === 'reasoning') send('reasoning', [turn, seq, step.text]);
    else send('turn', { ...step, turn, seq });
  };

  /** Sends everything pending, whatever is outstanding. */
  const flushAll = (): void => {
    unschedule();
    for (const step of pending.takeAll()) sendGathered(step);
  };

  /** Sends the oldest pending step as far as it may leave; half a character waits for the rest. */
  const sendFirst = (): void => {
    const first = pending.shift();
    if (first === undefined) return;
    const isLast = pending.size() === 0;
    if (isLast && first.kind !== 'tool' && endsInsideCharacter(first.text)) {
      const { kind, text } = first;
      pending.push({ kind, text: text.slice(-1) });
      if (text.length > 1) sendGathered({ kind, text: text.slice(0, -1) });
      return;
    }
    sendGathered(first);
  };

  /** Sends what is due and may leave, and sets the timer for the rest. */
  const pump = (): void => {
    for (;;) {
      const first = pending.first();
      if (first === undefined || outstanding.length >= mostOutstanding) return;
      const wait = lastSentAt + frameMs - timers.now();
      const isDue =
        wait <= 0 || pending.size() > 1 || textOfStep(first).length >= longestWaitingText;
      if (!isDue) {
        timer ??= timers.set(() => {
          timer = undefined;
          pump();
        }, wait);
        return;
      }
      unschedule();
      sendFirst();
      // Half a character is left: the step with its other half sends it.
      const next = pending.first();
      if (next !== undefined && isHalf(next)) return;
    }
  };

  const gather = (step: Gathered): void => {
    const last = pending.last();
    const joined = last === undefined ? null : join(last, step);
    if (joined === null) pending.push(step);
    else pending.replaceLast(joined);
    pump();
  };

  const sendAtOnce = (step: AtOnce): void => {
    if (!attached) return;
    flushAll();
    seq += 1;
    send('turn', { ...step, turn, seq });
  };

  return {
    seq: () => seq,
    push(step) {
      if (ended) return;
      switch (step.kind) {
        case 'delta':
        case 'reasoning':
          if (attached && step.text !== '') gather(step);
          return;
        case 'tool':
          if (attached) gather(step);
          return;
        case 'finished':
        case 'failed':
        case 'stopped':
          ended = true;
          sendAtOnce(step);
          return;
        case 'started':
        case 'usage':
        case 'waiting':
        case 'moved':
          sendAtOnce(step);
          return;
        case 'picture':
          // Its address may be megabytes; a window needs only what is kept.
          if (step.part !== null) sendAtOnce({ kind: 'picture', part: step.part });
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
