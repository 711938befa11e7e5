import type {
  ChatStep,
  OpenedConversation,
  PartChange,
} from '../../../src/shared/model/chat-event.ts';
import type { Events } from '../../../src/shared/contract/index.ts';
import { streamedText, withStreamedText } from '../../../src/shared/model/conversation-views.ts';
import type { Conversation, Message, Part } from '../../../src/shared/model/conversation.ts';
import { createAnswer } from '../../../src/main/turns/answer.ts';
import { wholeText } from '../../../src/shared/model/text-log.ts';
import type { Action } from '../../../src/renderer/state/action.ts';
import { initialState, type AppState } from '../../../src/renderer/state/app-state.ts';
import { reduce } from '../../../src/renderer/state/reduce.ts';

/** A valid id that is easy to recognise. */
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
    version: 3,
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

/** One step of a turn, as sent by main. */
export type Step = Extract<Action, { kind: 'event' }>;

/** A piece of text, or any other step of a turn. */
export type Piece = { readonly kind: 'text'; readonly text: string } | ChatStep;

function chatStep(piece: Piece): ChatStep {
  return piece.kind === 'text' ? { kind: 'delta', text: piece.text } : piece;
}

/** Merges the first text of a part into the event that announces it, as the relay does. */
function announced(changes: readonly PartChange[]): readonly PartChange[] {
  const joined: PartChange[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    const begins =
      change.kind === 'grow' && last?.kind === 'part' && last.index === change.index
        ? last
        : undefined;
    if (begins === undefined || streamedText(begins.part) !== '') joined.push(change);
    else if (change.kind === 'grow') {
      joined[joined.length - 1] = {
        ...begins,
        part: withStreamedText(begins.part, change.text),
      };
    }
  }
  return joined;
}

/** The events main sends for these pieces, one each, with `seq` from 1 on. */
export function stepsOf(pieces: readonly Piece[]): readonly Step[] {
  const answer = createAnswer([], () => 0);
  const changes = pieces.flatMap((piece) => announced(answer.push(chatStep(piece))));
  const steps: Step[] = [];
  for (const change of changes) {
    const seq = steps.length + 1;
    if (change.kind === 'grow') {
      const payload: Events['text'] = [turn, seq, change.index, change.text];
      steps.push({ kind: 'event', name: 'text', payload });
    } else steps.push({ kind: 'event', name: 'turn', payload: { ...change, turn, seq } });
  }
  return steps;
}

/** The parts after the first `count` steps. */
export function partsAfter(steps: readonly Step[], count: number): Message['parts'] {
  const parts: Part[] = [];
  const grow = (index: number, text: string): void => {
    const part = parts[index];
    if (part === undefined) throw new Error('Text of a part that has not begun');
    parts[index] = withStreamedText(part, (streamedText(part) ?? '') + text);
  };
  for (const step of steps.slice(0, count)) {
    if (step.name === 'text') grow(step.payload[2], step.payload[3]);
    if (step.name !== 'turn') continue;
    const event = step.payload;
    if (event.kind === 'part') parts.push(event.part);
    else if (event.kind === 'call') {
      const part = parts[event.index];
      if (part?.kind === 'tool_call') {
        parts[event.index] = { ...event.call, arguments: part.arguments };
      }
    } else if (event.kind === 'moved') {
      const part = parts[event.from];
      const text = part === undefined ? '' : (streamedText(part) ?? '');
      const kept = text.length - event.length;
      grow(event.to, text.slice(kept));
      if (part !== undefined) parts[event.from] = withStreamedText(part, text.slice(0, kept));
      if (kept === 0) parts.splice(event.from, 1);
    }
  }
  return parts;
}

/** Main's answer to `conversation.open` after this many steps. */
export function snapshotAfter(steps: readonly Step[], count: number): OpenedConversation {
  return {
    conversation: conversation(answer({ parts: partsAfter(steps, count) })),
    live: [{ turn, seq: count, messageId }],
    path: null,
  };
}

/** Main's answer once the turn has ended. */
export function finalSnapshot(steps: readonly Step[]): OpenedConversation {
  const parts = partsAfter(steps, steps.length);
  return {
    conversation: conversation(answer({ status: 'complete', parts })),
    live: [],
    path: null,
  };
}

/** The settled event of the answer. */
export function settledAfter(steps: readonly Step[]): Step {
  const parts = partsAfter(steps, steps.length);
  const payload: Events['settled'] = {
    conversationId,
    message: answer({
      status: 'complete',
      parts: parts.map((part) => withStreamedText(part, '')),
    }),
    lengths: parts.map((part) => streamedText(part)?.length ?? 0),
    goesOn: false,
  };
  return { kind: 'event', name: 'settled', payload };
}

export const started: Step = {
  kind: 'event',
  name: 'turn',
  payload: { kind: 'started', turn, seq: 0, conversationId, messageId },
};

/** A window that has opened the conversation and seen the turn start. */
export function attached(): AppState {
  const opened = reduce(initialState, {
    kind: 'opened',
    opened: { conversation: conversation(answer()), live: [], path: null },
  });
  return reduce(opened, started);
}

export function run(state: AppState, actions: readonly Action[]): AppState {
  let next = state;
  for (const action of actions) next = reduce(next, action);
  return next;
}

/** The cached state of the conversation; fails if it is not open. */
export function held(state: AppState) {
  const open = state.open[conversationId];
  if (open?.kind !== 'ready') throw new Error('The conversation is not open');
  return open;
}

function inWords(parts: readonly Part[]) {
  const of = (kind: 'text' | 'reasoning'): string =>
    parts.map((part) => (part.kind === kind ? part.text : '')).join('');
  return { parts, text: of('text'), reasoning: of('reasoning') };
}

/** The answer as a person reads it, live or ended. */
export function read(state: AppState): ReturnType<typeof inWords> {
  const { live: growing, messages } = held(state);
  const [live] = growing;
  if (live === undefined) return inWords(messages[messageId]?.parts ?? []);
  return inWords(live.parts.map(({ part, log }) => withStreamedText(part, wholeText(log))));
}

/** What a person should read after this many steps. */
export function written(steps: readonly Step[], count: number) {
  return inWords(partsAfter(steps, count));
}
