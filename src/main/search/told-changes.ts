import { lengthOf } from '../../shared/model/conversation-views.ts';
import type { ConversationHead, Id, Message } from '../../shared/model/conversation.ts';

/** The head of a conversation, and messages that are new or have changed. */
export interface ConversationChange {
  readonly kind: 'changed';
  readonly head: ConversationHead;
  readonly messages: readonly Message[];
}

/** A change to a conversation, reported to the index. */
export type Change =
  | ConversationChange
  /** Its file holds everything that was told of it. */
  | { readonly kind: 'reread'; readonly conversationId: Id }
  | { readonly kind: 'removed'; readonly conversationId: Id };

/** The most text held for an index that cannot be written (UTF-16 code units). */
export const maxToldText = 32_000_000;

/** Changes that may not be in the index yet, with the latest state of each conversation. */
export interface ToldChanges {
  add(change: Change): void;
  /** In the order in which they were reported. */
  all(): readonly Change[];
  /** Call when the index contains them durably. */
  clear(): void;
}

interface Told {
  head: ConversationHead;
  readonly messages: Map<Id, Message>;
  size: number;
}

function tell(told: Told, change: ConversationChange): Told {
  const { head, messages } = change;
  told.head = head;
  for (const message of messages) {
    const before = told.messages.get(message.id);
    told.size += lengthOf(message) - (before === undefined ? 0 : lengthOf(before));
    told.messages.set(message.id, message);
  }
  return told;
}

/**
 * Creates an empty queue of changes. Beyond `maxText` the oldest conversations are dropped: their
 * files are read when the index is opened again, or at the next start.
 */
export function createToldChanges(maxText = maxToldText): ToldChanges {
  /** null for a deleted conversation. */
  const told = new Map<Id, Told | null>();
  let size = 0;

  const forget = (id: Id): void => {
    size -= told.get(id)?.size ?? 0;
    told.delete(id);
  };

  return {
    add(change) {
      const id = change.kind === 'changed' ? change.head.id : change.conversationId;
      const before = told.get(id) ?? null;
      forget(id);
      if (change.kind === 'reread') return;
      const after =
        change.kind === 'removed'
          ? null
          : tell(before ?? { head: change.head, messages: new Map(), size: 0 }, change);
      told.set(id, after);
      size += after?.size ?? 0;
      for (const oldest of told.keys()) {
        if (size <= maxText) return;
        forget(oldest);
      }
    },
    all: () =>
      [...told].map(([conversationId, one]) =>
        one === null
          ? { kind: 'removed', conversationId }
          : { kind: 'changed', head: one.head, messages: [...one.messages.values()] },
      ),
    clear() {
      told.clear();
      size = 0;
    },
  };
}
