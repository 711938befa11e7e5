import type { OpenedConversation } from '../../../src/shared/model/chat-event.ts';
import type { Events } from '../../../src/shared/contract/index.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { wholeText } from '../../../src/shared/model/text-log.ts';
import type { Action } from '../../../src/renderer/state/action.ts';
import { initialState, type AppState } from '../../../src/renderer/state/app-state.ts';
import { reduce } from '../../../src/renderer/state/reduce.ts';

/** An id that is valid and easy to tell apart. */
export function idOf(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export const conversationId = idOf(1);
export const messageId = idOf(2);
export const turn = 7;

export function answer(rest: Partial<Message> = {}): Message {
  return {
    id: messageId,
    parentId: null,
    role: 'assistant',
    parts: [],
    status: 'streaming',
    createdAt: '2026-11-20T09:00:00.000Z',
    ...rest,
  };
}

export function conversation(message: Message): Conversation {
  return {
    version: 1,
    id: conversationId,
    title: 'A title',
    titledBy: 'first_words',
    createdAt: '2026-11-20T09:00:00.000Z',
    updatedAt: '2026-11-20T09:00:00.000Z',
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: message.id,
    messages: { [message.id]: message },
  };
}

/** One step of a turn as main tells it. */
export type Step = Extract<Action, { kind: 'event' }>;

/** What main streams: pieces of text and reasoning, one `seq` each, from 1 on. */
export function stepsOf(
  pieces: readonly { readonly kind: 'text' | 'reasoning'; readonly text: string }[],
): readonly Step[] {
  return pieces.map(({ kind, text }, index) => ({
    kind: 'event',
    name: kind,
    payload: [turn, index + 1, text],
  }));
}

function upTo(steps: readonly Step[], count: number, kind: 'text' | 'reasoning'): string {
  return steps
    .slice(0, count)
    .map((step) => (step.name === kind ? step.payload[2] : ''))
    .join('');
}

/** The parts that the first `count` steps make. */
export function partsAfter(steps: readonly Step[], count: number): Message['parts'] {
  const reasoning = upTo(steps, count, 'reasoning');
  const text = upTo(steps, count, 'text');
  return [
    ...(reasoning === '' ? [] : [{ kind: 'reasoning' as const, text: reasoning }]),
    ...(text === '' ? [] : [{ kind: 'text' as const, text }]),
  ];
}

/** What main answers to `conversation.open` after so many steps. */
export function snapshotAfter(steps: readonly Step[], count: number): OpenedConversation {
  return {
    conversation: conversation(answer({ parts: partsAfter(steps, count) })),
    live: { turn, seq: count, messageId },
    path: null,
  };
}

/** What main answers once the turn has ended. */
export function finalSnapshot(steps: readonly Step[]): OpenedConversation {
  const parts = partsAfter(steps, steps.length);
  return {
    conversation: conversation(answer({ status: 'complete', parts })),
    live: null,
    path: null,
  };
}

/** The last word on the answer. */
export function settledAfter(steps: readonly Step[]): Step {
  const payload: Events['settled'] = {
    conversationId,
    message: answer({
      status: 'complete',
      parts: partsAfter(steps, steps.length).map((part) => ({ ...part, text: '' }) as typeof part),
    }),
    textLength: upTo(steps, steps.length, 'text').length,
    reasoningLength: upTo(steps, steps.length, 'reasoning').length,
  };
  return { kind: 'event', name: 'settled', payload };
}

export const started: Step = {
  kind: 'event',
  name: 'turn',
  payload: { kind: 'started', turn, seq: 0, conversationId, messageId },
};

/** A window that holds the conversation and has seen the turn begin. */
export function attached(): AppState {
  const opened = reduce(initialState, {
    kind: 'opened',
    opened: { conversation: conversation(answer()), live: null, path: null },
  });
  return reduce(opened, started);
}

export function run(state: AppState, actions: readonly Action[]): AppState {
  let next = state;
  for (const action of actions) next = reduce(next, action);
  return next;
}

/** What is held of the conversation; fails if it is not open. */
export function held(state: AppState) {
  const open = state.open[conversationId];
  if (open?.kind !== 'ready') throw new Error('The conversation is not open');
  return open;
}

/** What a person reads of the answer: live or ended. */
export function read(state: AppState): { readonly text: string; readonly reasoning: string } {
  const open = held(state);
  if (open.live !== null) {
    return { text: wholeText(open.live.text), reasoning: wholeText(open.live.reasoning) };
  }
  const parts = open.messages[messageId]?.parts ?? [];
  const of = (kind: 'text' | 'reasoning'): string =>
    parts.map((part) => (part.kind === kind ? part.text : '')).join('');
  return { text: of('text'), reasoning: of('reasoning') };
}

/** What a person should read after so many steps. */
export function written(steps: readonly Step[], count: number) {
  return { text: upTo(steps, count, 'text'), reasoning: upTo(steps, count, 'reasoning') };
}
