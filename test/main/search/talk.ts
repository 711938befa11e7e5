import type { Library } from '../../../src/main/search/library.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import type { SearchHit } from '../../../src/shared/model/library.ts';

/** A complete message, dated 2025. */
export function say(role: Message['role'], text: string, more: Partial<Message> = {}): Message {
  return {
    id: newId(),
    parentId: null,
    role,
    parts: [{ kind: 'text', text }],
    status: 'complete',
    createdAt: '2025-06-01T12:00:00.000Z',
    ...more,
  };
}

/** Creates a conversation with these messages; the last one is the leaf. */
export function talk(
  title: string,
  messages: readonly Message[],
  more: Partial<Conversation> = {},
): Conversation {
  return {
    version: 3,
    id: newId(),
    title,
    titledBy: 'person',
    createdAt: '2025-06-01T12:00:00.000Z',
    updatedAt: '2025-06-01T12:00:00.000Z',
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: messages.at(-1)?.id ?? null,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
    ...more,
  };
}

/** Returns the first hundred hits of a query. */
export async function hitsOf(library: Library, query: string): Promise<readonly SearchHit[]> {
  const answer = await library.search(query, 100);
  if (answer.kind !== 'found') throw new Error(answer.kind);
  return answer.hits;
}
