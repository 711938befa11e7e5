import type { Conversation, Id, Message } from '../../../src/shared/model/conversation.ts';
import type { ConversationStore } from '../../../src/main/conversations/ports.ts';
import { createUnsavedStore } from '../../../src/main/terminal/unsaved-store.ts';

/**
 * The terminal's in-memory store with a trash, which records the order in which growing answers
 * were saved.
 */
export function createMemoryStore(): ConversationStore & {
  readonly saved: Map<Id, Conversation>;
  readonly streamed: Message[];
} {
  const saved = new Map<Id, Conversation>();
  const trash = new Map<Id, Conversation>();
  const streamed: Message[] = [];
  const store = createUnsavedStore(saved);
  return {
    ...store,
    saved,
    streamed,
    writeStreaming: (_conversationId, message) => streamed.push(message),
    async remove(id) {
      trash.set(id, await store.read(id));
      await store.remove(id);
    },
    async restore(id) {
      const conversation = trash.get(id);
      if (conversation === undefined) return store.restore(id);
      saved.set(id, conversation);
      return conversation;
    },
  };
}
