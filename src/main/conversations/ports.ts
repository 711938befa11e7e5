import type {
  AttachmentPart,
  Conversation,
  ConversationHead,
  Id,
  Message,
} from '../../shared/model/conversation.ts';
import type { Draft, Notice, StorageStatus } from '../../shared/contract/index.ts';
import type { TrashedConversation, TrashReport } from '../../shared/model/trash.ts';

/** Joins the state that is held with what another process wrote. */
export type Join = (held: Conversation) => Conversation;

/**
 * Where conversations are kept. The core holds what it works on in memory; the store makes it durable.
 * Nothing here throws for a full or refused disk: the text stays in memory, {@link StorageStatus} says
 * so, and the store tries again by itself.
 */
export interface ConversationStore {
  /** Reads every file once; a message left `streaming` becomes `interrupted` with its text. Unreadable files are set aside and reported. */
  load(): Promise<{
    readonly heads: readonly ConversationHead[];
    readonly notices: readonly Notice[];
  }>;
  /** Throws an ExpectedError (`storage`, `invalid`) when there is no such conversation or it cannot be read. */
  read(id: Id): Promise<Conversation>;
  /**
   * Keeps a conversation that was made elsewhere; resolves like {@link write}. One of the same id in the
   * trash stays there. Throws an ExpectedError (`storage`) if its place is taken by a file that could
   * not be read.
   */
  add(conversation: Conversation): Promise<boolean>;
  /** Resolves when this state, or a newer one, is on disk (`true`) or could not be written for now (`false`). */
  write(conversation: Conversation): Promise<boolean>;
  /**
   * Keeps the growing answer safe at a cost that does not depend on the size of the conversation.
   * Called as text arrives; the store itself makes it durable at least once a second.
   */
  writeStreaming(conversationId: Id, message: Message): void;
  /** Moves the file aside so that {@link restore} can bring it back. */
  remove(id: Id): Promise<void>;
  /**
   * Brings back what was deleted last under this id, or just this one. Throws an ExpectedError (`storage`,
   * `invalid`); a conversation that is not deleted stays as it is.
   */
  restore(id: Id, key?: string): Promise<Conversation>;
  /** What was deleted in the last 30 days, newest first. Throws an ExpectedError (`storage`). */
  trashed(): Promise<readonly TrashedConversation[]>;
  /**
   * For one whose conversation is there again: puts into the state that is held what only the trash has.
   * A damaged file is kept in the quarantine first. Throws an ExpectedError (`storage`, `invalid`).
   */
  joinFromTrash(key: string): Promise<Join>;
  /** Deletes for good, one after the other; never throws for what the disk refuses. */
  purge(keys: readonly string[]): Promise<TrashReport>;
  /**
   * Another process has changed a conversation in the same folder, seen as this one saved it. `saved`
   * holds what both wrote; `join` does the same for a state that is newer here. Returns the undo.
   */
  onChangedElsewhere(listener: (saved: Conversation, join: Join) => void): () => void;
  status(): StorageStatus;
  onStatus(listener: (status: StorageStatus) => void): () => void;
  retry(): Promise<void>;
  /** Writes all that is pending; for quitting. */
  flush(): Promise<void>;
}

/** What was typed and not sent, as far as deleting a conversation for good concerns it. */
export interface Drafts {
  all(): readonly Draft[];
  set(
    conversationId: Id,
    text: string,
    beside: { readonly pasted: readonly string[]; readonly attachments: readonly AttachmentPart[] },
  ): void;
}

/** Passed in so that tests own time. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
}
