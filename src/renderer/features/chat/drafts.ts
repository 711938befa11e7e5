import type { Id } from '../../../shared/conversation.ts';
import type { ReadingPosition } from './scroll-keeper.ts';

/** What a person left in a conversation, for as long as the window lives; null is the page of a new one. */
const drafts = new Map<Id | null, string>();
const positions = new Map<Id, ReadingPosition>();

/** The unsent text of a conversation. */
export function draftOf(conversationId: Id | null): string {
  return drafts.get(conversationId) ?? '';
}

/** Keeps the unsent text of a conversation. */
export function keepDraft(conversationId: Id | null, text: string): void {
  if (text === '') drafts.delete(conversationId);
  else drafts.set(conversationId, text);
}

/** Where the person was in a conversation; the end if they were never there. */
export function positionOf(conversationId: Id): ReadingPosition {
  return positions.get(conversationId) ?? { kind: 'latest' };
}

/** Keeps where the person was in a conversation. */
export function keepPosition(conversationId: Id, position: ReadingPosition): void {
  positions.set(conversationId, position);
}
