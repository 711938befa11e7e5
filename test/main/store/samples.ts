import type { Conversation, Id, Message } from '../../../src/shared/model/conversation.ts';

/** The nth id; ids sort by n. */
export function idOf(n: number): Id {
  return `019c0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const createdAt = '2026-11-01T12:00:00.000Z';

export function question(n: number, parentId: Id | null, text: string): Message {
  const parts = [{ kind: 'text' as const, text }];
  return { id: idOf(n), parentId, role: 'user', parts, status: 'complete', createdAt };
}

export function answer(
  n: number,
  parentId: Id | null,
  text: string,
  status: Message['status'],
): Message {
  const parts = text === '' ? [] : [{ kind: 'text' as const, text }];
  return { id: idOf(n), parentId, role: 'assistant', parts, status, createdAt };
}

/** Creates a conversation with these messages; the last one is the leaf. */
export function conversationOf(
  n: number,
  title: string,
  messages: readonly Message[],
): Conversation {
  return {
    version: 3,
    id: idOf(n),
    title,
    titledBy: 'person',
    createdAt,
    updatedAt: createdAt,
    systemPrompt: null,
    providerId: null,
    model: 'm',
    leafId: messages.at(-1)?.id ?? null,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
  };
}

export function withTitle(conversation: Conversation, title: string): Conversation {
  return { ...conversation, title };
}
