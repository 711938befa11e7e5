import * as fc from 'fast-check';
import { uuidFromHex } from '../../../../src/shared/uuid.ts';
import type { Conversation, Id, Message } from '../../../../src/shared/model/conversation.ts';

let made = 0;

/** Ids that count up, as those of the program do. */
function nextId(): Id {
  made += 1;
  return uuidFromHex(`0190000000007000${made.toString(16).padStart(16, '8000000000000000')}`);
}

/** A message of a random tree. */
export function messageAt(parentId: Id | null, role: Message['role'], text: string): Message {
  return {
    id: nextId(),
    parentId,
    role,
    parts: [{ kind: 'text', text }],
    status: 'complete',
    ...(role === 'assistant'
      ? { model: 'small-1', usage: { promptTokens: 1, completionTokens: 1, totalTokens: 2 } }
      : {}),
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

/** A conversation of these messages, with the last one as its leaf. */
export function treeOf(messages: readonly Message[]): Conversation {
  return {
    version: 3,
    id: nextId(),
    title: 'Tree',
    titledBy: 'person',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: messages.at(-1)?.id ?? null,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
  };
}

/** A conversation in which questions are asked again, answers given again, in any order. */
export const randomTree: fc.Arbitrary<Conversation> = fc
  .array(fc.record({ at: fc.nat(), isUser: fc.boolean(), text: fc.string({ maxLength: 12 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps) => {
    const messages: Message[] = [];
    for (const { at, isUser, text } of steps) {
      const parent = messages[at % (messages.length + 1)] ?? null;
      messages.push(messageAt(parent?.id ?? null, isUser ? 'user' : 'assistant', text));
    }
    return treeOf(messages);
  });
