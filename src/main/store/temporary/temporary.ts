import { expected, ExpectedError } from '../../../shared/expected.ts';
import { mediaOf } from '../../../shared/model/conversation-views.ts';
import type { Conversation, Id } from '../../../shared/model/conversation.ts';
import type { ConversationStore } from '../../conversations/ports.ts';
import type { AttachmentStore } from '../attachments.ts';
import { diskFaultOf } from '../save-status.ts';
import { createMemoryAttachments } from './attachments.ts';
import { createMemoryDrafts, type Drafts } from './drafts.ts';

/** The most deleted temporary conversations that can be restored. */
const maxRemoved = 20;

/** The stores on disk. */
export interface DiskStores {
  readonly conversations: ConversationStore;
  readonly drafts: Drafts;
  readonly attachments: AttachmentStore;
}

/**
 * The stores of all conversations. Data of a temporary conversation is in memory only and is lost
 * when the program ends. Users of these stores need not know which conversations are temporary.
 */
export interface TemporaryStores extends DiskStores {
  /** True also for one that was deleted, so that nothing that comes late is written. */
  readonly isTemporary: (id: Id) => boolean;
  /** The temporary conversations in which something was said or typed. */
  readonly unkept: () => readonly Id[];
  /**
   * Prepares to keep a conversation: its files are copied to disk. The next write without the mark
   * `temporary` puts it there. Throws an ExpectedError (`storage`, `invalid`); it is temporary
   * still, and no copy is left.
   */
  keepFiles(id: Id): Promise<void>;
}

/** The hashes of everything that a conversation or its draft refers to. */
function referredBy(conversation: Conversation, drafts: Drafts): ReadonlySet<string> {
  const draft = drafts.all().find(({ conversationId }) => conversationId === conversation.id);
  return new Set(
    [
      ...Object.values(conversation.messages).flatMap(mediaOf),
      ...(conversation.queue ?? []).flatMap(({ attachments }) => attachments),
      ...(draft?.attachments ?? []),
    ].map(({ attachment }) => attachment),
  );
}

/** Options of {@link createTemporaryStores}. */
interface TemporaryOptions {
  readonly maxBytes?: number;
  /** Epoch ms. */
  readonly now?: () => number;
  /** Called when a deleted temporary conversation can no longer be restored. */
  readonly onGone?: (id: Id) => void;
}

/** Puts a memory for temporary conversations over the stores on disk. */
export function createTemporaryStores(
  disk: DiskStores,
  { maxBytes, now = Date.now, onGone = () => undefined }: TemporaryOptions = {},
): TemporaryStores {
  /** All that began as temporary and were not kept, deleted ones included. */
  const ids = new Set<Id>();
  const held = new Map<Id, Conversation>();
  const removed = new Map<Id, Conversation>();
  const keeping = new Set<Id>();
  const isTemporary = (id: Id): boolean => ids.has(id);
  const memoryDrafts = createMemoryDrafts(isTemporary, now);
  const files = createMemoryAttachments(
    (id) => ids.has(id) && !keeping.has(id),
    () => forgetRemoved(0),
    maxBytes,
  );
  const drafts = memoryDrafts.over(disk.drafts);

  const release = (id: Id): void => {
    memoryDrafts.release(id);
    const others = [...held.values(), ...removed.values()].filter((each) => each.id !== id);
    files.release(id, new Map(others.map((each) => [each.id, referredBy(each, drafts)])));
  };

  const forgetRemoved = (most: number): void => {
    for (const id of removed.keys()) {
      if (removed.size <= most) return;
      removed.delete(id);
      release(id);
      onGone(id);
    }
  };

  /** Writes a conversation that is temporary no longer. */
  const keep = (conversation: Conversation): Promise<boolean> => {
    const { id } = conversation;
    const draft = memoryDrafts.of(id);
    held.delete(id);
    ids.delete(id);
    keeping.delete(id);
    release(id);
    const written = disk.conversations.write(conversation);
    if (draft !== undefined) disk.drafts.set(id, draft.text, draft);
    return written;
  };

  const conversations: ConversationStore = {
    ...disk.conversations,
    async read(id) {
      const conversation = held.get(id);
      if (conversation !== undefined) return conversation;
      if (ids.has(id)) throw expected('conversation_gone', {});
      return disk.conversations.read(id);
    },
    async write(conversation) {
      const { id } = conversation;
      if (conversation.temporary !== true) {
        return held.has(id) ? keep(conversation) : disk.conversations.write(conversation);
      }
      ids.add(id);
      (removed.has(id) ? removed : held).set(id, conversation);
      return true;
    },
    writeStreaming(id, message) {
      // The turn holds the answer until it ends.
      if (!ids.has(id)) disk.conversations.writeStreaming(id, message);
    },
    async remove(id) {
      const conversation = held.get(id);
      if (conversation === undefined) {
        if (!ids.has(id)) await disk.conversations.remove(id);
        return;
      }
      held.delete(id);
      removed.set(id, conversation);
      forgetRemoved(maxRemoved);
    },
    async restore(id, key) {
      if (!ids.has(id)) return disk.conversations.restore(id, key);
      const conversation = removed.get(id);
      if (conversation === undefined) throw expected('conversation_gone', {});
      removed.delete(id);
      held.set(id, conversation);
      return conversation;
    },
  };

  return {
    conversations,
    drafts,
    attachments: files.over(disk.attachments),
    isTemporary,
    unkept: () =>
      [...held.values()].flatMap(({ id, leafId }) =>
        leafId !== null || memoryDrafts.of(id) !== undefined ? [id] : [],
      ),
    async keepFiles(id) {
      const get = (): Conversation => {
        const conversation = held.get(id);
        if (conversation === undefined) throw expected('conversation_gone', {});
        return conversation;
      };
      const referred = referredBy(get(), drafts);
      keeping.add(id);
      try {
        await files.copy(id, referred, disk.attachments, () => {
          // It may have been deleted meanwhile, or kept by another window.
          if (ids.has(id)) get();
        });
      } catch (error) {
        keeping.delete(id);
        if (error instanceof ExpectedError) throw error;
        throw expected('disk_refused', { disk: diskFaultOf(error) });
      }
    },
  };
}
