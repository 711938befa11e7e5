import type { TextBatch } from '../../shared/chat-event.ts';
import type { Events } from '../../shared/contract.ts';
import type { Id, Message, Part } from '../../shared/conversation.ts';
import { appendText, wholeText } from '../../shared/text-log.ts';
import type { AppState, LiveAnswer, OpenConversation } from './app-state.ts';

type Ready = Extract<OpenConversation, { kind: 'ready' }>;

function withOpen(state: AppState, id: Id, open: OpenConversation): AppState {
  return { ...state, open: { ...state.open, [id]: open } };
}

function findLive(state: AppState, turn: number): readonly [Id, Ready, LiveAnswer] | null {
  for (const [id, open] of Object.entries(state.open)) {
    if (open.kind === 'ready' && open.live?.turn === turn) return [id, open, open.live];
  }
  return null;
}

/** The live answer for a message that may already hold text (an answer that is continued, or a window that attaches). */
export function liveAnswerFor(message: Message, turn: number, seq: number): LiveAnswer {
  const joined = (kind: 'text' | 'reasoning'): string =>
    message.parts.map((part) => (part.kind === kind ? part.text : '')).join('');
  return {
    turn,
    seq,
    messageId: message.id,
    text: appendText(null, joined('text')),
    reasoning: appendText(null, joined('reasoning')),
    hasBegun: message.parts.length > 0,
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
  if (found === null) return state;
  const [id, open, live] = found;
  if (seq <= live.seq) return state;
  if (seq !== live.seq + 1) return withOpen(state, id, { ...open, stale: true });
  const grown: LiveAnswer = { ...live, seq, hasBegun: true, [kind]: appendText(live[kind], text) };
  return withOpen(state, id, { ...open, live: grown });
}

/** Follows a turn's start, its other steps and its end. */
export function reduceTurn(state: AppState, event: Events['turn']): AppState {
  if (event.kind === 'started') {
    const streaming = new Set(state.streaming).add(event.conversationId);
    const open = state.open[event.conversationId];
    const next = { ...state, streaming };
    if (open?.kind !== 'ready') return next;
    const message = open.messages[event.messageId];
    if (message === undefined)
      return withOpen(next, event.conversationId, { ...open, stale: true });
    const live = liveAnswerFor(message, event.turn, event.seq);
    return withOpen(next, event.conversationId, { ...open, live });
  }
  const found = findLive(state, event.turn);
  if (found === null) return state;
  const [id, open, live] = found;
  if (event.seq <= live.seq) return state;
  if (event.seq !== live.seq + 1) return withOpen(state, id, { ...open, stale: true });
  return withOpen(state, id, { ...open, live: { ...live, seq: event.seq } });
}

function filledParts(message: Message, live: LiveAnswer): readonly Part[] {
  return message.parts.map((part): Part => {
    switch (part.kind) {
      case 'text':
        return { ...part, text: wholeText(live.text) };
      case 'reasoning':
        return { ...part, text: wholeText(live.reasoning) };
      case 'image':
      case 'file':
      case 'tool_call':
      case 'tool_result':
        return part;
    }
  });
}

/** Ends a live answer: the text received joins what main says of the message. */
export function reduceSettled(state: AppState, event: Events['settled']): AppState {
  const streaming = new Set(state.streaming);
  streaming.delete(event.conversationId);
  const unread =
    state.activeId === event.conversationId
      ? state.unread
      : new Set(state.unread).add(event.conversationId);
  const next = { ...state, streaming, unread };
  const open = state.open[event.conversationId];
  if (open?.kind !== 'ready') return next;
  const { live } = open;
  const complete =
    live !== null &&
    live.messageId === event.message.id &&
    (live.text?.length ?? 0) === event.textLength &&
    (live.reasoning?.length ?? 0) === event.reasoningLength;
  if (!complete) return withOpen(next, event.conversationId, { ...open, stale: true });
  const message: Message = { ...event.message, parts: filledParts(event.message, live) };
  return withOpen(next, event.conversationId, {
    ...open,
    live: null,
    messages: { ...open.messages, [message.id]: message },
  });
}
