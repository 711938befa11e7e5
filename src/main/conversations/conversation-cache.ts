import {
  headOf,
  type Conversation,
  type ConversationHead,
  type Id,
} from '../../shared/model/conversation.ts';

/** Conversations held in memory besides those at work. */
const keptInMemory = 8;

/** What memory has of the conversations: the heads of all, and some of them whole. */
export interface ConversationCache {
  heads(): readonly ConversationHead[];
  has(id: Id): boolean;
  /** A head that is newer than what memory has; the conversation itself is not in memory. */
  setHead(head: ConversationHead): void;
  /** The conversation, if it is in memory. */
  peek(id: Id): Conversation | undefined;
  /** From memory, or read now; asked for at once by several, it is read once. */
  get(id: Id): Promise<Conversation>;
  put(conversation: Conversation): void;
  remove(id: Id): void;
  /** Keeps a conversation in memory once it is there; returns its own undo. */
  hold(id: Id): () => void;
}

/** Makes an empty cache over `read`, which brings a conversation from the disk. */
export function createConversationCache(
  read: (id: Id) => Promise<Conversation>,
): ConversationCache {
  const heads = new Map<Id, ConversationHead>();
  const loaded = new Map<Id, Conversation>();
  const reading = new Map<Id, Promise<Conversation>>();
  const held = new Map<Id, number>();

  const forgetOldest = (): void => {
    for (const id of loaded.keys()) {
      if (loaded.size <= keptInMemory) return;
      if (!held.has(id)) loaded.delete(id);
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
      // A change may have been made while the file was read: what is in memory is newer.
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
