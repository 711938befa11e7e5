import type { Id } from '../../shared/model/conversation.ts';
import type { ReadingPosition } from '../../shared/model/desktop/reading-position.ts';

/** Reading position per conversation, for the lifetime of the window. */
const positions = new Map<Id, ReadingPosition>();

/** The conversation on show, which knows its position itself. */
let onShow: { readonly id: Id; readonly read: () => ReadingPosition } | null = null;

/** The reading position in a conversation; its end if it was never visited. */
export function positionOf(conversationId: Id): ReadingPosition {
  if (onShow?.id === conversationId) return onShow.read();
  return positions.get(conversationId) ?? { kind: 'latest' };
}

/**
 * Asks the conversation on show for its position from now on. Returns the function that stores the
 * last one.
 */
export function followPosition(id: Id, read: () => ReadingPosition): () => void {
  const followed = { id, read };
  onShow = followed;
  return () => {
    keepPosition(id, read());
    if (onShow === followed) onShow = null;
  };
}

/** Stores the reading position in a conversation. */
export function keepPosition(conversationId: Id, position: ReadingPosition): void {
  positions.set(conversationId, position);
}
