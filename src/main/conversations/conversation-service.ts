import { t } from '../../shared/language/translate.ts';
import {
  conversationVersion,
  headOf,
  type Conversation,
  type ConversationHead,
  type Id,
  type Message,
} from '../../shared/model/conversation.ts';
import type { EventName, Events, Notice } from '../../shared/contract/index.ts';
import { expected } from '../../shared/expected.ts';
import type { TrashedConversation, TrashReport } from '../../shared/model/trash.ts';
import { withStrangersWaiting, withWaitingQueue } from '../../shared/model/message/queue.ts';
import { newestLeafBelow } from '../../shared/model/tree.ts';
import { createConversationCache, type ConversationCache } from './conversation-cache.ts';
import type { Clock, ConversationStore } from './ports.ts';

/** Sends an event to every window. */
export type Emit = <N extends EventName>(name: N, payload: Events[N]) => void;

/**
 * The source of truth about conversations at run time: every change is made here, sent to the
 * windows and written to disk.
 */
export interface ConversationService {
  /** Loads what is stored; call once. Returns notices for the person. */
  load(): Promise<readonly Notice[]>;
  heads(): readonly ConversationHead[];
  /** Undefined if there is no such conversation. */
  head(id: Id): ConversationHead | undefined;
  /** Throws an ExpectedError (`storage`, `invalid`) if it does not exist or cannot be read. */
  get(id: Id): Promise<Conversation>;
  /** Creates an empty conversation; `change` may fill it. */
  create(change?: (empty: Conversation) => Conversation): Promise<ConversationHead>;
  /**
   * Adds an imported conversation. Resolves to true once it is on disk, false if it could not be
   * written.
   */
  add(conversation: Conversation): Promise<boolean>;
  /**
   * Applies `change` to a conversation and sends the difference to the windows. `written` resolves
   * to true once the result is on disk, or to false if it stays in memory to be retried. Throws an
   * ExpectedError if the conversation cannot be changed. `tells`: whether the windows hear of it at
   * once, or when it is written; the latter is only for changes of the head.
   */
  change(
    id: Id,
    change: (conversation: Conversation) => Conversation,
    tells?: 'at_once' | 'once_written',
  ): Promise<{ readonly conversation: Conversation; readonly written: Promise<boolean> }>;
  /**
   * Synchronous change at the end of an answer; the conversation must be in memory. The windows
   * already have the text, so only the head is sent.
   */
  settle(id: Id, change: (conversation: Conversation) => Conversation): Conversation;
  showVersion(id: Id, messageId: Id): Promise<void>;
  remove(id: Id): Promise<void>;
  /** Deletes a conversation for good if it has no messages. */
  discardEmpty(id: Id): Promise<void>;
  restore(id: Id): Promise<void>;
  /**
   * Conversations deleted in the last 30 days, newest first. Throws an ExpectedError (`storage`).
   */
  trashed(): Promise<readonly TrashedConversation[]>;
  /**
   * Restores a conversation from the trash. If the conversation exists again (from a backup, say),
   * it gets back what only the trash has. Throws an ExpectedError (`storage`, `invalid`), and
   * nothing is lost.
   */
  restoreFromTrash(trashed: Pick<TrashedConversation, 'id' | 'key'>): Promise<void>;
  /** Deletes from the trash for good. Whatever could not be deleted stays in the trash. */
  purge(keys: readonly string[]): Promise<TrashReport>;
  /**
   * Keeps a conversation in memory while a turn works on it; returns a function that undoes this.
   */
  hold(id: Id): () => void;
  nowIso(): string;
}

function emptyConversation(id: Id, now: string): Conversation {
  return {
    version: conversationVersion,
    id,
    title: t('page.new_conversation'),
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

/** How many messages of a change are told one by one. */
const maxTold = 200;

/**
 * Tells the windows what is new, then what is on show, and then what is gone; or, after a large
 * change, what is on show and that the rest is outdated.
 */
function tellDifference(emit: Emit, before: Conversation, after: Conversation): void {
  const conversationId = after.id;
  const changed = Object.values<Message>(after.messages).filter(
    (message) => before.messages[message.id] !== message,
  );
  const gone = Object.keys(before.messages).filter((id) => after.messages[id] === undefined);
  if (changed.length > maxTold || gone.length > maxTold) {
    emit('head', headOf(after));
    emit('outdated', { conversationId });
    return;
  }
  for (const message of changed) emit('message', { conversationId, message });
  emit('head', headOf(after));
  if (gone.length > 0) emit('pruned', { conversationId, messageIds: gone });
}

/** Joins what another program has saved with what is held here, and tells it. */
function followOthers(store: ConversationStore, cache: ConversationCache, emit: Emit): void {
  store.onChangedElsewhere((saved, join) => {
    // It was deleted here in the meantime.
    if (!cache.has(saved.id)) return;
    const held = cache.peek(saved.id);
    if (held === undefined) {
      const head = withWaitingQueue(headOf(saved));
      cache.setHead(head);
      emit('head', head);
      return;
    }
    const joined = withStrangersWaiting(join(held), held);
    cache.put(joined);
    tellDifference(emit, held, joined);
  });
}

/** Creates the service on top of a store. */
export function createConversationService(
  store: ConversationStore,
  clock: Clock,
  newId: () => Id,
  emit: Emit,
): ConversationService {
  // Messages queued by an earlier run wait for the person.
  const cache = createConversationCache(
    async (id) => withWaitingQueue(await store.read(id)),
    (id) => store.left(id),
  );

  const nowIso = (): string => new Date(clock.now()).toISOString();

  followOthers(store, cache, emit);

  const service: ConversationService = {
    nowIso,
    async load() {
      const { heads: found, notices } = await store.load();
      for (const head of found) cache.setHead(withWaitingQueue(head));
      return notices;
    },
    heads: () => cache.heads(),
    head: (id) => cache.head(id),
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
    async change(id, change, tells = 'at_once') {
      await cache.get(id);
      const before = await cache.get(id);
      if (before.readOnly !== undefined) throw expected(before.readOnly, {});
      const after = change(before);
      if (after === before) return { conversation: before, written: Promise.resolve(true) };
      cache.put(after);
      if (tells === 'at_once') tellDifference(emit, before, after);
      const written = store.write(after);
      if (tells === 'at_once') return { conversation: after, written };
      const told = written.then((isWritten) => {
        if (cache.has(id)) emit('head', headOf(cache.peek(id) ?? after));
        return isWritten;
      });
      return { conversation: after, written: told };
    },
    settle(id, change) {
      const before = cache.peek(id);
      if (before === undefined) throw new Error('A turn works only on a conversation that is held');
      const after = change(before);
      cache.put(after);
      emit('head', headOf(after));
      // The store reports failures and retries.
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
    async discardEmpty(id) {
      const { messages } = await cache.get(id);
      if (Object.keys(messages).length > 0) return;
      await service.remove(id);
      const trashed = (await store.trashed()).filter((each) => each.id === id);
      await store.purge(trashed.map(({ key }) => key));
    },
    async restore(id) {
      const conversation = withWaitingQueue(await store.restore(id));
      cache.put(conversation);
      emit('head', headOf(conversation));
    },
    trashed: () => store.trashed(),
    async restoreFromTrash({ id, key }) {
      if (!cache.has(id)) {
        const conversation = withWaitingQueue(await store.restore(id, key));
        cache.put(conversation);
        emit('head', headOf(conversation));
        return;
      }
      const join = await store.joinFromTrash(key);
      const { written } = await service.change(id, join);
      // Better in both places than in neither.
      if (await written) await store.purge([key]);
    },
    purge: (keys) => store.purge(keys),
    hold: (id) => cache.hold(id),
  };
  return service;
}
