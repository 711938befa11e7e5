import { headOf, lengthOf } from '../../shared/model/conversation-views.ts';
import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import { createPauses } from '../event-loop/pauses.ts';
import type { Library } from './library.ts';

/** Receives every change. */
export type LibraryWatcher = Pick<Library, 'changed' | 'replaced' | 'removed'>;

/** Limits of one report of an added conversation: messages, and text in UTF-16 code units. */
const slice = { messages: 1000, text: 500_000 };

/**
 * Wraps a store and reports its changes to the library. Every change to a conversation is written,
 * so this one place sees it. Only messages that were not seen before are reported, because messages
 * are never changed, only replaced.
 */
export function watchStore(store: ConversationStore, library: LibraryWatcher): ConversationStore {
  const seen = new WeakSet<Message>();

  /** The deleted branches of those conversations that have some. */
  const deleted = new Map<Id, string>();

  /** True if a branch was deleted, or a deletion undone, since the last call. Remembers this one. */
  const isPruned = ({ id, deletedBranches = [] }: Conversation): boolean => {
    const now = deletedBranches.map((branch) => branch.id).join(' ');
    const before = deleted.get(id) ?? '';
    if (now === '') deleted.delete(id);
    else deleted.set(id, now);
    return now !== before;
  };

  const tell = (conversation: Conversation): void => {
    if (isPruned(conversation)) {
      const all = Object.values<Message>(conversation.messages);
      for (const message of all) seen.add(message);
      library.replaced(headOf(conversation), all);
      return;
    }
    const fresh: Message[] = [];
    for (const message of Object.values<Message>(conversation.messages)) {
      if (seen.has(message)) continue;
      seen.add(message);
      fresh.push(message);
    }
    library.changed(headOf(conversation), fresh);
  };

  /**
   * Reports an added conversation in slices, because passing messages to a thread takes time.
   * Nobody else has the conversation yet.
   */
  const tellAdded = async (conversation: Conversation): Promise<void> => {
    isPruned(conversation);
    const head = headOf(conversation);
    const pause = createPauses();
    let fresh: Message[] = [];
    let text = 0;
    for (const id of Object.keys(conversation.messages)) {
      const message = conversation.messages[id];
      if (message === undefined) continue;
      seen.add(message);
      fresh.push(message);
      text += lengthOf(message);
      if (fresh.length < slice.messages && text < slice.text) continue;
      library.changed(head, fresh);
      [fresh, text] = [[], 0];
      await pause();
    }
    library.changed(head, fresh);
  };

  // The watcher lives as long as the store, so nothing unsubscribes.
  store.onChangedElsewhere((saved) => tell(saved));
  return {
    ...store,
    async read(id) {
      const conversation = await store.read(id);
      isPruned(conversation);
      // The index has these from the file.
      const pause = createPauses();
      for (const message of Object.values<Message>(conversation.messages)) {
        seen.add(message);
        await pause();
      }
      return conversation;
    },
    async add(conversation) {
      const written = await store.add(conversation);
      await tellAdded(conversation);
      return written;
    },
    write(conversation) {
      const written = store.write(conversation);
      tell(conversation);
      return written;
    },
    async remove(id) {
      await store.remove(id);
      library.removed(id);
    },
    async restore(id, key) {
      const conversation = await store.restore(id, key);
      await tellAdded(conversation);
      return conversation;
    },
  };
}
