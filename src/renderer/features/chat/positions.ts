import type { Id } from '../../../shared/conversation.ts';
import type { ReadingPosition } from './reading-anchor.ts';

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
