import type { TextBatch, TurnEvent, Wait } from '../../shared/model/chat-event.ts';
import { streamedText, withStreamedText } from '../../shared/model/conversation-views.ts';
import type { Events } from '../../shared/contract/index.ts';
import type { Id, Message, Part } from '../../shared/model/conversation.ts';
import { appendText, cutText, grownTo, wholeText } from '../../shared/model/text-log.ts';
import type { AppState, EarlyStep, LiveAnswer, LivePart, OpenConversation } from './app-state.ts';
import { withoutMember } from './without.ts';

type Ready = Extract<OpenConversation, { kind: 'ready' }>;

/** Replaces the cached state of one conversation. */
export function withOpen(state: AppState, id: Id, open: OpenConversation): AppState {
  return { ...state, open: { ...state.open, [id]: open } };
}

function findLive(state: AppState, turn: number): readonly [Id, Ready, LiveAnswer] | null {
  for (const [id, open] of Object.entries(state.open)) {
    const live = open.kind === 'ready' ? open.live.find((each) => each.turn === turn) : undefined;
    if (open.kind === 'ready' && live !== undefined) return [id, open, live];
  }
  return null;
}

/** Replaces a growing answer, or adds it. */
function withLive(open: Ready, live: LiveAnswer): Ready {
  const at = open.live.findIndex(({ messageId }) => messageId === live.messageId);
  return { ...open, live: at === -1 ? [...open.live, live] : open.live.with(at, live) };
}

/** True if a snapshot is in flight or about to be requested. */
function isAwaiting(open: OpenConversation): boolean {
  return open.kind === 'loading' || (open.kind === 'ready' && open.stale);
}

/**
 * Stores a step until the snapshot it builds on arrives. Without a pending snapshot it is dropped.
 */
function keepEarly(state: AppState, step: EarlyStep): AppState {
  if (!Object.values(state.open).some(isAwaiting)) return state;
  return { ...state, early: { step, previous: state.early } };
}

/**
 * Applies the steps that arrived before the snapshot, oldest first. `seq` filters out those already
 * in the snapshot.
 */
export function replayEarly(state: AppState, turns: readonly number[]): AppState {
  const steps: EarlyStep[] = [];
  for (let node = state.early; node !== null; node = node.previous) steps.push(node.step);
  const awaiting = Object.values(state.open).some(isAwaiting);
  let next = awaiting || state.early === null ? state : { ...state, early: null };
  for (const step of steps.reverse()) {
    const ofTurn = step.name === 'turn' ? step.payload.turn : step.payload[0];
    if (!turns.includes(ofTurn)) continue;
    next = step.name === 'turn' ? reduceTurn(next, step.payload) : reduceText(next, step.payload);
  }
  return next;
}

/** Records that a change arrived while a snapshot was in flight. */
export function markMissed(state: AppState, id: Id): AppState {
  const open = state.open[id];
  if (open === undefined || open.kind === 'failed' || open.missed) return state;
  return isAwaiting(open) ? withOpen(state, id, { ...open, missed: true }) : state;
}

/** Makes the live form of a part. `before` is the previous live part at that position. */
function livePart(part: Part, before: LivePart | undefined): LivePart {
  const text = streamedText(part);
  if (text === null) return { part, log: null };
  const held = before?.part.kind === part.kind ? before.log : null;
  return { part: withStreamedText(part, ''), log: grownTo(held, text) };
}

/**
 * Makes the live answer for a message that may already have text. `before` is the previous live
 * answer, reused if it belongs to the same message.
 */
export function liveAnswerFor(
  message: Message,
  turn: number,
  seq: number,
  before: LiveAnswer | null,
  wait: Wait | null = null,
): LiveAnswer {
  const held = before?.messageId === message.id ? before : null;
  return {
    turn,
    seq,
    messageId: message.id,
    parts: message.parts.map((part, index) => livePart(part, held?.parts[index])),
    hasBegun: message.parts.length > 0,
    wait,
    progress: held?.progress ?? {},
  };
}

/** Appends a batch of text. Duplicates are dropped; a gap makes the conversation stale. */
export function reduceText(state: AppState, batch: TextBatch): AppState {
  const [turn, seq, index, text] = batch;
  const found = findLive(state, turn);
  if (found === null) return keepEarly(state, { name: 'text', payload: batch });
  const [id, open, live] = found;
  if (seq <= live.seq) return state;
  const grown = live.parts[index];
  if (seq !== live.seq + 1 || grown === undefined) {
    const stale = withOpen(state, id, { ...open, stale: true });
    return keepEarly(stale, { name: 'text', payload: batch });
  }
  const parts = live.parts.with(index, { ...grown, log: appendText(grown.log, text) });
  return withOpen(state, id, withLive(open, { ...live, seq, parts, hasBegun: true, wait: null }));
}

/** Applies the start of a turn and its other steps. */
export function reduceTurn(state: AppState, event: Events['turn']): AppState {
  if (event.kind === 'started') {
    const id = event.conversationId;
    const next = markMissed({ ...state, streaming: new Set(state.streaming).add(id) }, id);
    const open = next.open[id];
    if (open?.kind !== 'ready') return next;
    const message = open.messages[event.messageId];
    if (message === undefined) return withOpen(next, id, { ...open, stale: true });
    const live = liveAnswerFor(message, event.turn, event.seq, null);
    return withOpen(next, id, withLive(open, { ...live, hasBegun: false }));
  }
  const found = findLive(state, event.turn);
  if (found === null) return keepEarly(state, { name: 'turn', payload: event });
  const [id, open, live] = found;
  if (event.seq <= live.seq) return state;
  if (event.seq !== live.seq + 1) {
    const stale = withOpen(state, id, { ...open, stale: true });
    return keepEarly(stale, { name: 'turn', payload: event });
  }
  return withOpen(state, id, followEvent(open, { ...live, seq: event.seq }, event));
}

/** Moves the end of one part to another, and removes a part that becomes empty. */
function moveText(
  parts: readonly LivePart[],
  { from, to, length }: Extract<TurnEvent, { kind: 'moved' }>,
): readonly LivePart[] | null {
  const source = parts[from];
  const target = parts[to];
  if (source === undefined || target === undefined) return null;
  const { rest, end } = cutText(source.log, length);
  const moved = parts
    .with(from, { ...source, log: rest })
    .with(to, { ...target, log: appendText(target.log, end) });
  return rest === null ? moved.toSpliced(from, 1) : moved;
}

/** The parts after an event, or null if the event does not fit the current parts. */
function partsAfter(parts: readonly LivePart[], event: TurnEvent): readonly LivePart[] | null {
  switch (event.kind) {
    case 'part':
      return event.index === parts.length ? [...parts, livePart(event.part, undefined)] : null;
    case 'moved':
      return moveText(parts, event);
    case 'call': {
      const held = parts[event.index];
      if (held?.part.kind !== 'tool_call') return null;
      return parts.with(event.index, { ...held, part: event.call });
    }
    case 'started':
    case 'waiting':
    case 'usage':
    case 'tool_progress':
    case 'finished':
    case 'failed':
    case 'stopped':
      return parts;
  }
}

/** Updates the progress of running calls. A call that is no longer running has no entry. */
function progressAfter(progress: LiveAnswer['progress'], event: TurnEvent): LiveAnswer['progress'] {
  if (event.kind === 'tool_progress') return { ...progress, [event.callId]: event.progress };
  if (event.kind !== 'call' || event.call.state === 'running') return progress;
  const { callId } = event.call;
  if (progress[callId] === undefined) return progress;
  const { [callId]: _ended, ...others } = progress;
  return others;
}

/** Applies an event other than a start to the growing answer. */
function followEvent(open: Ready, live: LiveAnswer, event: TurnEvent): Ready {
  const parts = partsAfter(live.parts, event);
  if (parts === null) return { ...open, stale: true };
  const hasBegun = live.hasBegun || event.kind === 'part';
  const wait = event.kind === 'waiting' ? event.wait : event.kind === 'part' ? null : live.wait;
  const progress = progressAfter(live.progress, event);
  return withLive(open, { ...live, parts, hasBegun, wait, progress });
}

/**
 * Fills the streamed text into the settled message. Returns null if the streamed text is
 * incomplete.
 */
function filledParts(event: Events['settled'], live: LiveAnswer): readonly Part[] | null {
  const { message, lengths } = event;
  if (live.parts.length !== message.parts.length) return null;
  const isWhole = message.parts.every((part, index) => {
    const held = live.parts[index];
    return held?.part.kind === part.kind && (held.log?.length ?? 0) === lengths[index];
  });
  if (!isWhole) return null;
  return message.parts.map((part, index) =>
    withStreamedText(part, wholeText(live.parts[index]?.log ?? null)),
  );
}

/** Ends a live answer by merging the streamed text into the settled message. */
export function reduceSettled(state: AppState, event: Events['settled']): AppState {
  const id = event.conversationId;
  const streaming = event.goesOn ? state.streaming : withoutMember(state.streaming, id);
  const unread =
    event.goesOn || state.activeId === id || state.heads[id] === undefined
      ? state.unread
      : new Set(state.unread).add(id);
  const next = markMissed({ ...state, streaming, unread }, id);
  const open = next.open[id];
  if (open?.kind !== 'ready') return next;
  const live = open.live.find(({ messageId }) => messageId === event.message.id);
  const parts = live === undefined ? null : filledParts(event, live);
  if (parts === null) return withOpen(next, id, { ...open, stale: true });
  const message: Message = { ...event.message, parts };
  return withOpen(next, id, {
    ...open,
    live: open.live.filter((each) => each !== live),
    messages: { ...open.messages, [message.id]: message },
  });
}
