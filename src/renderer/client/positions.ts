import type { Id } from '../../shared/model/conversation.ts';

/**
 * A reading position in a conversation. `path` is a chain of child indexes within the message,
 * because blocks have no ids. `offset` is the distance from the top of the view to the top of that
 * block (px).
 */
export type ReadingPosition =
  | { readonly kind: 'latest' }
  | {
      readonly kind: 'message';
      readonly messageId: Id;
      readonly path: readonly number[];
      readonly offset: number;
    };

/** Reading position per conversation, for the lifetime of the window. */
const positions = new Map<Id, ReadingPosition>();

/** The reading position in a conversation; its end if it was never visited. */
export function positionOf(conversationId: Id): ReadingPosition {
  return positions.get(conversationId) ?? { kind: 'latest' };
}

/** Stores the reading position in a conversation. */
export function keepPosition(conversationId: Id, position: ReadingPosition): void {
  positions.set(conversationId, position);
}
