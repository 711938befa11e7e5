import type { Id } from '../../shared/model/conversation.ts';

/**
 * Where a person was in a conversation. `path`: which child of which child of the message, as its
 * blocks have no names; `offset`: px from the top of the view to the top of that block.
 */
export type ReadingPosition =
  | { readonly kind: 'latest' }
  | {
      readonly kind: 'message';
      readonly messageId: Id;
      readonly path: readonly number[];
      readonly offset: number;
    };

/** Where the person was in each conversation, for as long as the window lives. */
const positions = new Map<Id, ReadingPosition>();

/** Where the person was in a conversation; the end if they were never there. */
export function positionOf(conversationId: Id): ReadingPosition {
  return positions.get(conversationId) ?? { kind: 'latest' };
}

/** Keeps where the person was in a conversation. */
export function keepPosition(conversationId: Id, position: ReadingPosition): void {
  positions.set(conversationId, position);
}
