import type { ConversationHead } from '../../../shared/model/conversation.ts';

/** An indexed conversation, with what filters and results need. */
export interface IndexedConversation {
  readonly row: number;
  readonly head: ConversationHead;
}

/**
 * The properties of every document by row, in memory, so that filtering and ranking a hundred
 * thousand matches reads arrays and not the database.
 */
export interface Rows {
  /** All rows are below this. */
  size(): number;
  set(row: number, kind: number, conversation: number, model: number, created: number): void;
  clear(row: number): void;
  /** The rows of a conversation. */
  of(conversation: number): readonly number[];
  /** 0 if there is no such row. */
  kind(row: number): number;
  conversation(row: number): number;
  model(row: number): number;
  /** Epoch ms. */
  created(row: number): number;
}

/** Creates an empty table. */
export function createRows(): Rows {
  let kinds = new Uint8Array(1024);
  let conversations = new Uint32Array(1024);
  let models = new Uint32Array(1024);
  let times = new Float64Array(1024);
  const byConversation = new Map<number, Set<number>>();
  let size = 1;

  const grow = (row: number): void => {
    const capacity = Math.max(row + 1, kinds.length * 2);
    const kindsBefore = kinds;
    const conversationsBefore = conversations;
    const modelsBefore = models;
    const timesBefore = times;
    kinds = new Uint8Array(capacity);
    conversations = new Uint32Array(capacity);
    models = new Uint32Array(capacity);
    times = new Float64Array(capacity);
    kinds.set(kindsBefore);
    conversations.set(conversationsBefore);
    models.set(modelsBefore);
    times.set(timesBefore);
  };

  return {
    size: () => size,
    set(row, kind, conversation, model, created) {
      if (row >= kinds.length) grow(row);
      if (row >= size) size = row + 1;
      kinds[row] = kind;
      conversations[row] = conversation;
      models[row] = model;
      times[row] = created;
      const others = byConversation.get(conversation);
      if (others === undefined) byConversation.set(conversation, new Set([row]));
      else others.add(row);
    },
    clear(row) {
      const conversation = conversations[row] ?? 0;
      const others = byConversation.get(conversation);
      others?.delete(row);
      if (others?.size === 0) byConversation.delete(conversation);
      if (row < size) kinds[row] = 0;
    },
    of: (conversation) => [...(byConversation.get(conversation) ?? [])],
    kind: (row) => kinds[row] ?? 0,
    conversation: (row) => conversations[row] ?? 0,
    model: (row) => models[row] ?? 0,
    created: (row) => times[row] ?? 0,
  };
}
