import type {
  AttachmentPart,
  Conversation,
  ConversationHead,
  Id,
  Message,
} from '../../shared/model/conversation.ts';
import type { Draft, Notice, StorageStatus } from '../../shared/contract/index.ts';
import type { TrashedConversation, TrashReport } from '../../shared/model/trash.ts';

/** Merges what another process wrote into the state in memory. */
export type Join = (held: Conversation) => Conversation;

/**
 * Stores conversations. The core works on conversations in memory; the store makes them durable.
 * Nothing here throws because a disk is full or refuses access: the text stays in memory, {@link
 * StorageStatus} reports it, and the store retries by itself.
 */
export interface ConversationStore {
  /**
   * Reads every file once. A message left `streaming` becomes `interrupted` and keeps its text.
   * Unreadable files are set aside and reported.
   */
  load(): Promise<{
    readonly heads: readonly ConversationHead[];
    readonly notices: readonly Notice[];
  }>;
  /**
   * Throws an ExpectedError (`storage`, `invalid`) if the conversation does not exist or cannot be
   * read.
   */
  read(id: Id): Promise<Conversation>;
  /**
   * Stores a conversation that was created elsewhere; resolves like {@link write}. A conversation
   * with the same id in the trash stays there. Throws an ExpectedError (`storage`) if an unreadable
   * file is in its place.
   */
  add(conversation: Conversation): Promise<boolean>;
  /**
   * Resolves to true once this state, or a newer one, is on disk, or to false if it could not be
   * written for now.
   */
  write(conversation: Conversation): Promise<boolean>;
  /** Called when a conversation is no longer held in memory; it is read before it is written again. */
  left(id: Id): void;
  /**
   * Saves the growing answer at a cost that does not depend on the size of the conversation. Called
   * as text arrives; the store makes it durable at least once a second.
   */
  writeStreaming(conversationId: Id, message: Message): void;
  /** Moves the file to the trash, from where {@link restore} can bring it back. */
  remove(id: Id): Promise<void>;
  /**
   * Restores the conversation last deleted under this id, or the one with this `key`. Throws an
   * ExpectedError (`storage`, `invalid`). A conversation that is not deleted stays as it is.
   */
  restore(id: Id, key?: string): Promise<Conversation>;
  /**
   * Conversations deleted in the last 30 days, newest first. Throws an ExpectedError (`storage`).
   */
  trashed(): Promise<readonly TrashedConversation[]>;
  /**
   * For a deleted conversation that exists again: returns a function that adds what only the trash
   * has. A damaged file is copied to the quarantine first. Throws an ExpectedError (`storage`,
   * `invalid`).
   */
  joinFromTrash(key: string): Promise<Join>;
  /** Deletes from the trash for good, one by one; never throws because the disk refuses. */
  purge(keys: readonly string[]): Promise<TrashReport>;
  /**
   * Called when another process has changed a conversation in the same folder. `saved` is the
   * conversation with the changes of both processes; `join` applies theirs to a newer state in
   * memory. Returns a function that unsubscribes.
   */
  onChangedElsewhere(listener: (saved: Conversation, join: Join) => void): () => void;
  status(): StorageStatus;
  onStatus(listener: (status: StorageStatus) => void): () => void;
  retry(): Promise<void>;
  /** Writes everything that is pending; for quitting. */
  flush(): Promise<void>;
}

/** The memory of temporary conversations. */
export interface TemporaryPort {
  /**
   * Copies the files of a temporary conversation to disk, before it is changed to a normal one.
   * Throws an ExpectedError (`storage`).
   */
  keepFiles(id: Id): Promise<void>;
}

/** Drafts, as far as deleting a conversation for good affects them. */
export interface Drafts {
  all(): readonly Draft[];
  set(
    conversationId: Id,
    text: string,
    beside: { readonly pasted: readonly string[]; readonly attachments: readonly AttachmentPart[] },
  ): void;
}

/** Clock, injected so that tests control time. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
}
