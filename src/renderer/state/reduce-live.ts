import type { Wait } from '../../shared/model/chat-event.ts';
import type { TextBatch } from '../../shared/model/chat-event.ts';
import type { Events } from '../../shared/contract/index.ts';
import type { Id, Message, Part } from '../../shared/model/conversation.ts';
import { appendText, cutText, grownTo, wholeText } from '../../shared/model/text-log.ts';
import type { AppState, EarlyStep, LiveAnswer, OpenConversation } from './app-state.ts';

type Ready = Extract<OpenConversation, { kind: 'ready' }>;

/** Replaces what is held of one conversation. */
export function withOpen(state: AppState, id: Id, open: OpenConversation): AppState {
  return { ...state, open: { ...state.open, [id]: open } };
}

function findLive(state: AppState, turn: number): readonly [Id, Ready, LiveAnswer] | null {
  for (const [id, open] of Object.entries(state.open)) {
    if (open.kind === 'ready' && open.live?.turn === turn) return [id, open, open.live];
  }
  return null;
}

/** A snapshot is on its way, or about to be asked for. */
function isAwaiting(open: OpenConversation): boolean {
  return open.kind === 'loading' || (open.kind === 'ready' && open.stale);
}

/** Keeps a step for the snapshot it builds on; without one on its way nobody will want it. */
function keepEarly(state: AppState, step: EarlyStep): AppState {
  if (!Object.values(state.open).some(isAwaiting)) return state;
  return { ...state, early: { step, previous: state.early } };
}

/** Applies what overtook the snapshot, oldest first; what the snapshot holds already is dropped by `seq`. */
export function replayEarly(state: AppState, turn: number | null): AppState {
  const steps: EarlyStep[] = [];
  for (let node = state.early; node !== null; node = node.previous) steps.push(node.step);
  const awaiting = Object.values(state.open).some(isAwaiting);
  let next = awaiting || state.early === null ? state : { ...state, early: null };
  if (turn === null) return next;
  for (const step of steps.reverse()) {
    const ofTurn = step.name === 'turn' ? step.payload.turn : step.payload[0];
    if (ofTurn !== turn) continue;
    next =
      step.name === 'turn'
        ? reduceTurn(next, step.payload)
        : reduceText(next, step.name, step.payload);
  }
  return next;
}

/** Says that a change was told while a snapshot was on its way. */
export function markMissed(state: AppState, id: Id): AppState {
  const open = state.open[id];
  if (open === undefined || open.kind === 'failed' || open.missed) return state;
  return isAwaiting(open) ? withOpen(state, id, { ...open, missed: true }) : state;
}

function joined(message: Message, kind: 'text' | 'reasoning'): string {
  return message.parts.map((part) => (part.kind === kind ? part.text : '')).join('');
}

/** The live answer for a message that may already hold text; `before` is what was held of the same message. */
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
    text: grownTo(held?.text ?? null, joined(message, 'text')),
    reasoning: grownTo(held?.reasoning ?? null, joined(message, 'reasoning')),
    hasBegun: message.parts.length > 0,
    wait,
  };
}

/** Appends a batch. One already seen is dropped; a gap makes the conversation stale. */
export function reduceText(
  state: AppState,
  kind: 'text' | 'reasoning',
  batch: TextBatch,
): AppState {
  const [turn, seq, text] = batch;
  const found = findLive(state, turn);
  if (found === null) return keepEarly(state, { name: kind, payload: batch });
  const [id, open, live] = found;
  if (seq <= live.seq) return state;
  if (seq !== live.seq + 1) {
    const stale = withOpen(state, id, { ...open, stale: true });
    return keepEarly(stale, { name: kind, payload: batch });
  }
  const grown: LiveAnswer = {
    ...live,
    seq,
    hasBegun: true,
    wait: null,
    [kind]: appendText(live[kind], text),
  };
  return withOpen(state, id, { ...open, live: grown });
}

/** Follows a turn's start, its other steps and its end. */
export function reduceTurn(state: AppState, event: Events['turn']): AppState {
  if (event.kind === 'started') {
    const id = event.conversationId;
    const next = markMissed({ ...state, streaming: new Set(state.streaming).add(id) }, id);
    const open = next.open[id];
    if (open?.kind !== 'ready') return next;
    const message = open.messages[event.messageId];
    if (message === undefined) return withOpen(next, id, { ...open, stale: true });
    const live = liveAnswerFor(message, event.turn, event.seq, null);
    return withOpen(next, id, { ...open, live: { ...live, hasBegun: false } });
  }
  const found = findLive(state, event.turn);
  if (found === null) return keepEarly(state, { name: 'turn', payload: event });
  const [id, open, live] = found;
  if (event.seq <= live.seq) return state;
  if (event.seq !== live.seq + 1) {
    const stale = withOpen(state, id, { ...open, stale: true });
    return keepEarly(stale, { name: 'turn', payload: event });
  }
  return withOpen(state, id, followStep(open, { ...live, seq: event.seq }, event));
}

/** What a step that is no text, no start and no end changes. */
function followStep(open: Ready, live: LiveAnswer, event: Events['turn']): Ready {
  switch (event.kind) {
    case 'moved': {
      const to = event.from === 'text' ? 'reasoning' : 'text';
      const { rest, end } = cutText(live[event.from], event.length);
      const moved = { ...live, [event.from]: rest, [to]: appendText(live[to], end) };
      return { ...open, live: moved };
    }
    case 'picture': {
      const message = open.messages[live.messageId];
      if (message === undefined) return { ...open, stale: true };
      const grown: Message = { ...message, parts: [...message.parts, event.part] };
      const messages = { ...open.messages, [message.id]: grown };
      return { ...open, messages, live: { ...live, hasBegun: true } };
    }
    case 'waiting':
      return { ...open, live: { ...live, wait: event.wait } };
    case 'started':
    case 'tool':
    case 'usage':
    case 'finished':
    case 'failed':
    case 'stopped':
      return { ...open, live };
  }
}

/** Puts the streamed text in its place; null when there is not exactly one place for it. */
function filledParts(message: Message, live: LiveAnswer): readonly Part[] | null {
  const places = { text: 0, reasoning: 0 };
  const parts = message.parts.map((part): Part => {
    switch (part.kind) {
      case 'text':
      case 'reasoning':
        places[part.kind] += 1;
        return { ...part, text: wholeText(live[part.kind]) };
      case 'image':
      case 'file':
      case 'tool_call':
      case 'tool_result':
        return part;
    }
  });
  const fits =
    (live.text === null || places.text === 1) &&
    (live.reasoning === null || places.reasoning === 1);
  return fits ? parts : null;
}

/** Ends a live answer: the text received joins what main says of the message. */
export function reduceSettled(state: AppState, event: Events['settled']): AppState {
  const id = event.conversationId;
  const streaming = new Set(state.streaming);
  streaming.delete(id);
  const unread =
    state.activeId === id || state.heads[id] === undefined
      ? state.unread
      : new Set(state.unread).add(id);
  const next = markMissed({ ...state, streaming, unread }, id);
  const open = next.open[id];
  if (open?.kind !== 'ready') return next;
  const { live } = open;
  const isWhole =
    live !== null &&
    live.messageId === event.message.id &&
    (live.text?.length ?? 0) === event.textLength &&
    (live.reasoning?.length ?? 0) === event.reasoningLength;
  const parts = isWhole ? filledParts(event.message, live) : null;
  if (parts === null) return withOpen(next, id, { ...open, stale: true });
  const message: Message = { ...event.message, parts };
  return withOpen(next, id, {
    ...open,
    live: null,
    messages: { ...open.messages, [message.id]: message },
  });
}
