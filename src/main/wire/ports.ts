import type {
  Conversation,
  ConversationHead,
  Id,
  Message,
} from '../../shared/model/conversation.ts';
import type { Notice, StorageStatus } from '../../shared/contract/index.ts';
import type { TrashedConversation, TrashReport } from '../../shared/model/trash.ts';

/** Headers and query fields that go with every request, by name. */
export interface ConnectionExtras {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** What most servers need: nothing. */
export const noExtras: ConnectionExtras = { headers: {}, query: {} };

/** How most servers are asked: a key as a Bearer token, and nothing more. */
export const plainly = { keyHeader: 'authorization', extras: noExtras, secrets: [] } as const;

/** A server to talk to, with all that a request needs. It never leaves main. */
export interface ProviderConnection {
  readonly providerId: string;
  /** For messages to the person. */
  readonly name: string;
  readonly baseUrl: string;
  /** null: the server wants none; no Authorization header is sent. */
  readonly apiKey: string | null;
  /** The header that the key travels in; in `authorization` after `Bearer`. */
  readonly keyHeader: 'authorization' | 'api-key';
  /** What the person entered under Advanced. */
  readonly extras: ConnectionExtras;
  /** What must be in no message, log or export: the key, secret extras, the proxy's password. */
  readonly secrets: readonly string[];
  /** Without undici's 300 s limits for headers and body; the demo model answers here itself. */
  readonly fetch: typeof globalThis.fetch;
  /** Learned earlier: leave `stream_options` out. */
  readonly refusesStreamOptions: boolean;
  /** Called when the server refused `stream_options` and the request without it was accepted. */
  readonly rememberStreamOptionsRefused: () => void;
  /** What was learned of the server's models; absent where nothing is remembered. */
  readonly quirks?: ModelQuirks;
}

/** What was learned of models by being refused. */
export interface ModelQuirks {
  /** The model takes no system prompt: it goes before the first question. */
  readonly refusesSystem: (model: string) => boolean;
  /** Called when a request was refused with a system prompt and accepted without one. */
  readonly rememberSystemRefused: (model: string) => void;
}

/** Finds the connection for a provider. Throws an ExpectedError (`invalid`, `auth`, `storage`) with a next step. */
export type Connect = (providerId: string) => Promise<ProviderConnection>;

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

/** Passed in so that tests own time. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
}
