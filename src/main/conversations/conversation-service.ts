import {
  conversationVersion,
  headOf,
  type Conversation,
  type ConversationHead,
  type Id,
} from '../../shared/model/conversation.ts';
import type { EventName, Events, Notice } from '../../shared/contract/index.ts';
import { expected } from '../../shared/expected.ts';
import type { TrashedConversation, TrashReport } from '../../shared/model/trash.ts';
import { newestLeafBelow } from '../../shared/model/tree.ts';
import { createConversationCache } from './conversation-cache.ts';
import type { Clock, ConversationStore } from './ports.ts';

/** Sends an event to every window. */
export type Emit = <N extends EventName>(name: N, payload: Events[N]) => void;

/** The truth about conversations while Parley runs: every change is made here, told to the windows and written. */
export interface ConversationService {
  /** Reads what is kept; call once. Returns what the person should know of it. */
  load(): Promise<readonly Notice[]>;
  heads(): readonly ConversationHead[];
  /** Throws an ExpectedError (`storage`, `invalid`) when it does not exist or cannot be read. */
  get(id: Id): Promise<Conversation>;
  /** Makes a conversation with nothing in it, or what `change` makes of that. */
  create(change?: (empty: Conversation) => Conversation): Promise<ConversationHead>;
  /** Keeps a conversation that was brought in; resolves to whether it is on disk. */
  add(conversation: Conversation): Promise<boolean>;
  /**
   * Replaces a conversation by what `change` makes of it and tells the windows what differs.
   * `written` resolves when that is on disk (true) or is kept in memory for a later try (false).
   * Throws an ExpectedError for one that cannot be changed.
   */
  change(
    id: Id,
    change: (conversation: Conversation) => Conversation,
  ): Promise<{ readonly conversation: Conversation; readonly written: Promise<boolean> }>;
  /**
   * The end of an answer, at once: for a conversation that is held in memory. The windows have the
   * text already, so only the head is told.
   */
  settle(id: Id, change: (conversation: Conversation) => Conversation): Conversation;
  showVersion(id: Id, messageId: Id): Promise<void>;
  remove(id: Id): Promise<void>;
  restore(id: Id): Promise<void>;
  /** What was deleted in the last 30 days, newest first. Throws an ExpectedError (`storage`). */
  trashed(): Promise<readonly TrashedConversation[]>;
  /**
   * Brings back one of the trash. Where its conversation is there again (from a backup, say), it gets
   * back what only the trash has. Throws an ExpectedError (`storage`, `invalid`), and nothing is lost.
   */
  restoreFromTrash(trashed: Pick<TrashedConversation, 'id' | 'key'>): Promise<void>;
  /** Deletes for good. What could not be deleted is still in the trash. */
  purge(keys: readonly string[]): Promise<TrashReport>;
  /** Keeps a conversation in memory while a turn works on it; returns its own undo. */
  hold(id: Id): () => void;
  nowIso(): string;
}

function emptyConversation(id: Id, now: string): Conversation {
  return {
    version: conversationVersion,
    id,
    title: 'New conversation',
    titledBy: 'first_words',
    createdAt: now,
    updatedAt: now,
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: null,
    messages: {},
  };
}

/** Makes the service over a store. */
export function createConversationService(
  store: ConversationStore,
  clock: Clock,
  newId: () => Id,
  emit: Emit,
): ConversationService {
  const cache = createConversationCache((id) => store.read(id));

  const nowIso = (): string => new Date(clock.now()).toISOString();

  const tellDifference = (before: Conversation, after: Conversation): void => {
    for (const message of Object.values(after.messages)) {
      if (before.messages[message.id] !== message) {
        emit('message', { conversationId: after.id, message });
      }
    }
    emit('head', headOf(after));
  };

  store.onChangedElsewhere((saved, join) => {
    // Deleted here in the meantime.
    if (!cache.has(saved.id)) return;
    const held = cache.peek(saved.id);
    if (held === undefined) {
      cache.setHead(headOf(saved));
      emit('head', headOf(saved));
      return;
    }
    const joined = join(held);
    cache.put(joined);
    tellDifference(held, joined);
  });

  const service: ConversationService = {
    nowIso,
    async load() {
      const { heads: found, notices } = await store.load();
      for (const head of found) cache.setHead(head);
      return notices;
    },
    heads: () => cache.heads(),
    get: (id) => cache.get(id),
    async create(change = (empty) => empty) {
      const conversation = change(emptyConversation(newId(), nowIso()));
      cache.put(conversation);
      emit('head', headOf(conversation));
      await store.write(conversation);
      return headOf(conversation);
    },
    async add(conversation) {
      if (cache.has(conversation.id)) throw new Error('A conversation is added only once');
      const written = await store.add(conversation);
      cache.put(conversation);
      emit('head', headOf(conversation));
      return written;
    },
    async change(id, change) {
      await cache.get(id);
      const before = await cache.get(id);
      if (before.readOnly !== undefined) throw expected(before.readOnly, {});
      const after = change(before);
      if (after === before) return { conversation: before, written: Promise.resolve(true) };
      cache.put(after);
      tellDifference(before, after);
      return { conversation: after, written: store.write(after) };
    },
    settle(id, change) {
      const before = cache.peek(id);
      if (before === undefined) throw new Error('A turn works only on a conversation that is held');
      const after = change(before);
      cache.put(after);
      emit('head', headOf(after));
      // Failures are the store's to report and to try again.
      void store.write(after);
      return after;
    },
    async showVersion(id, messageId) {
      const { written } = await service.change(id, (conversation) =>
        conversation.messages[messageId] === undefined
          ? conversation
          : { ...conversation, leafId: newestLeafBelow(conversation.messages, messageId) },
      );
      await written;
    },
    async remove(id) {
      await store.remove(id);
      cache.remove(id);
      emit('removed', { conversationId: id });
    },
    async restore(id) {
      const conversation = await store.restore(id);
      cache.put(conversation);
      emit('head', headOf(conversation));
    },
    trashed: () => store.trashed(),
    async restoreFromTrash({ id, key }) {
      if (!cache.has(id)) {
        const conversation = await store.restore(id, key);
        cache.put(conversation);
        emit('head', headOf(conversation));
        return;
      }
      const join = await store.joinFromTrash(key);
      const { written } = await service.change(id, join);
      // Kept in both places rather than in none.
      if (await written) await store.purge([key]);
    },
    purge: (keys) => store.purge(keys),
    hold: (id) => cache.hold(id),
  };
  return service;
}
