import {
  headOf,
  type Conversation,
  type ConversationHead,
  type Id,
} from '../../shared/model/conversation.ts';
import { heldCharacters } from '../../shared/model/message/held-characters.ts';

/** How many conversations stay in memory, unless more are in use. */
const keptInMemory = 8;
/** How much they may hold; the one used last stays in any case. See {@link heldCharacters}. */
const maxCharacters = 16_000_000;

/** Conversations in memory: the heads of all, and some of them in full. */
export interface ConversationCache {
  heads(): readonly ConversationHead[];
  head(id: Id): ConversationHead | undefined;
  has(id: Id): boolean;
  /** Stores a newer head for a conversation that is not in memory. */
  setHead(head: ConversationHead): void;
  /** The conversation, if it is in memory. */
  peek(id: Id): Conversation | undefined;
  /** Returns the conversation from memory, or reads it. Concurrent calls share one read. */
  get(id: Id): Promise<Conversation>;
  put(conversation: Conversation): void;
  remove(id: Id): void;
  /** Keeps a conversation in memory once it is loaded; returns a function that undoes this. */
  hold(id: Id): () => void;
}

/**
 * Creates an empty cache. `read` loads a conversation from disk; `onLeft` is called for each that
 * goes to make room.
 */
export function createConversationCache(
  read: (id: Id) => Promise<Conversation>,
  onLeft: (id: Id) => void,
): ConversationCache {
  const heads = new Map<Id, ConversationHead>();
  const loaded = new Map<Id, Conversation>();
  const reading = new Map<Id, Promise<Conversation>>();
  const held = new Map<Id, number>();

  const forget = (id: Id): void => {
    loaded.delete(id);
    onLeft(id);
  };

  const forgetOldest = (): void => {
    for (const id of loaded.keys()) {
      if (loaded.size <= keptInMemory) break;
      if (!held.has(id)) forget(id);
    }
    const [newest, ...others] = [...loaded.values()].filter(({ id }) => !held.has(id)).toReversed();
    if (newest === undefined || others.length === 0) return;
    let characters = heldCharacters(newest.messages);
    for (const { id, messages } of others) {
      const more = heldCharacters(messages);
      if (characters + more > maxCharacters) forget(id);
      else characters += more;
    }
  };

  const put = (conversation: Conversation): void => {
    loaded.delete(conversation.id);
    loaded.set(conversation.id, conversation);
    heads.set(conversation.id, headOf(conversation));
    forgetOldest();
  };

  const load = async (id: Id): Promise<Conversation> => {
    try {
      const conversation = await read(id);
      // A change may have been made during the read; memory is then newer.
      const newer = loaded.get(id);
      if (newer !== undefined) return newer;
      put(conversation);
      return conversation;
    } finally {
      reading.delete(id);
    }
  };

  return {
    heads: () => [...heads.values()],
    head: (id) => heads.get(id),
    has: (id) => heads.has(id),
    setHead: (head) => void heads.set(head.id, head),
    peek: (id) => loaded.get(id),
    async get(id) {
      const inMemory = loaded.get(id);
      if (inMemory !== undefined) return inMemory;
      const underWay = reading.get(id) ?? load(id);
      reading.set(id, underWay);
      return underWay;
    },
    put,
    remove(id) {
      loaded.delete(id);
      heads.delete(id);
    },
    hold(id) {
      held.set(id, (held.get(id) ?? 0) + 1);
      return () => {
        const left = (held.get(id) ?? 1) - 1;
        if (left > 0) held.set(id, left);
        else held.delete(id);
      };
    },
  };
}
