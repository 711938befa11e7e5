import { headOf, lengthOf } from '../../shared/model/conversation-views.ts';
import type { Conversation, Id, Message } from '../../shared/model/conversation.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import { createPauses } from '../event-loop/pauses.ts';
import type { Library } from './library.ts';

/** Receives every change. */
export type LibraryWatcher = Pick<Library, 'changed' | 'reread' | 'removed'>;

/** Limits of one report: messages, and text in UTF-16 code units. A single message may be longer. */
const slice = { messages: 1000, text: 500_000 };

/** True if these messages may be sent to the index together. */
function isShort(messages: readonly Message[]): boolean {
  if (messages.length > slice.messages) return false;
  if (messages.length <= 1) return true;
  return messages.reduce((sum, message) => sum + lengthOf(message), 0) <= slice.text;
}

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

  /**
   * Conversations that the index has to read again once they are written, in the latest state that
   * was told. Their messages are not sent: there may be many thousands.
   */
  const stale = new Map<Id, Conversation>();

  const rereadOnce = (conversation: Conversation): void => {
    // If more was told in the meantime, this file lacks it. Its own write comes back here.
    if (stale.get(conversation.id) !== conversation) return;
    stale.delete(conversation.id);
    library.reread(conversation.id);
  };

  const tell = (conversation: Conversation): void => {
    const { id } = conversation;
    if (isPruned(conversation) || stale.has(id)) stale.set(id, conversation);
    const fresh: Message[] = [];
    for (const message of Object.values<Message>(conversation.messages)) {
      if (seen.has(message)) continue;
      seen.add(message);
      fresh.push(message);
    }
    if (isShort(fresh)) {
      library.changed(headOf(conversation), fresh);
      return;
    }
    // A backup that was joined, for example.
    stale.set(id, conversation);
    library.changed(headOf(conversation), []);
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

  /** If the write fails, the file stays stale until the next write or the next start. */
  const rereadAfter = (written: Promise<boolean>, conversation: Conversation): void => {
    written.then(
      (isWritten) => {
        if (isWritten) rereadOnce(conversation);
      },
      // The caller of `write` gets the error.
      () => undefined,
    );
  };

  // The watcher lives as long as the store, so nothing unsubscribes.
  store.onChangedElsewhere((saved) => {
    tell(saved);
    rereadOnce(saved);
  });
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
      if (stale.has(conversation.id)) rereadAfter(written, conversation);
      return written;
    },
    async remove(id) {
      await store.remove(id);
      stale.delete(id);
      deleted.delete(id);
      library.removed(id);
    },
    async restore(id, key) {
      const conversation = await store.restore(id, key);
      await tellAdded(conversation);
      return conversation;
    },
  };
}
