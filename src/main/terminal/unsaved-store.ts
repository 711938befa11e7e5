import type { Conversation, Id } from '../../shared/model/conversation.ts';
import { headOf } from '../../shared/model/conversation-views.ts';
import { expected } from '../../shared/expected.ts';
import type { ConversationStore } from '../conversations/ports.ts';

/**
 * Holds conversations in memory while the program runs; nothing is written, and there is no trash.
 */
export function createUnsavedStore(held = new Map<Id, Conversation>()): ConversationStore {
  const gone = () => expected('no_conversation', {});
  const read = (id: Id): Promise<Conversation> => {
    const conversation = held.get(id);
    return conversation === undefined ? Promise.reject(gone()) : Promise.resolve(conversation);
  };
  const write = (conversation: Conversation): Promise<boolean> => {
    held.set(conversation.id, conversation);
    return Promise.resolve(true);
  };
  return {
    load: () => Promise.resolve({ heads: [...held.values()].map(headOf), notices: [] }),
    read,
    add: write,
    write,
    // It is held here.
    left: () => undefined,
    // The growing answer is already in memory.
    writeStreaming: () => undefined,
    remove(id) {
      held.delete(id);
      return Promise.resolve();
    },
    restore: () => Promise.reject(gone()),
    trashed: () => Promise.resolve([]),
    joinFromTrash: () => Promise.reject(gone()),
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
