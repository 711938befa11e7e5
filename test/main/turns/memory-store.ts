import type { Conversation, Id, Message } from '../../../src/shared/model/conversation.ts';
import { headOf } from '../../../src/shared/model/conversation.ts';
import { expected } from '../../../src/shared/expected.ts';
import type { ConversationStore } from '../../../src/main/conversations/ports.ts';

/** Conversations in memory, for tests of the core: it records in which order things were kept. */
export function createMemoryStore(): ConversationStore & {
  readonly saved: Map<Id, Conversation>;
  readonly streamed: Message[];
} {
  const saved = new Map<Id, Conversation>();
  const trash = new Map<Id, Conversation>();
  const streamed: Message[] = [];
  const find = (from: Map<Id, Conversation>, id: Id): Conversation => {
    const conversation = from.get(id);
    if (conversation === undefined) throw expected('no_conversation', {});
    return conversation;
  };
  return {
    saved,
    streamed,
    load: () => Promise.resolve({ heads: [...saved.values()].map(headOf), notices: [] }),
    read: async (id) => find(saved, id),
    add(conversation) {
      saved.set(conversation.id, conversation);
      return Promise.resolve(true);
    },
    write(conversation) {
      saved.set(conversation.id, conversation);
      return Promise.resolve(true);
    },
    writeStreaming: (_conversationId, message) => streamed.push(message),
    remove: async (id) => {
      trash.set(id, find(saved, id));
      saved.delete(id);
    },
    restore: async (id) => {
      const conversation = find(trash, id);
      saved.set(id, conversation);
      return conversation;
    },
    trashed: () => Promise.resolve([]),
    joinFromTrash: () => Promise.reject(expected('not_in_trash', {})),
    purge: (keys) =>
      Promise.resolve({
        done: 0,
        failed: keys.length,
        reason: { code: 'not_in_trash', params: {} },
      }),
    onChangedElsewhere: () => () => undefined,
    status: () => ({ kind: 'saved' }),
    onStatus: () => () => undefined,
    retry: () => Promise.resolve(),
    flush: () => Promise.resolve(),
  };
}
