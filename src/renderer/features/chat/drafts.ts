import type { Id } from '../../../shared/conversation.ts';
import type { ReadingPosition } from './scroll-keeper.ts';

/** What a person has written but not sent. */
export interface Draft {
  readonly text: string;
  /** Long texts that were pasted; they follow the text in the message. */
  readonly pasted: readonly string[];
}

/** Nothing written yet. */
export const noDraft: Draft = { text: '', pasted: [] };

/** What a person left in a conversation, for as long as the window lives; null is the page of a new one. */
const drafts = new Map<Id | null, Draft>();
const positions = new Map<Id, ReadingPosition>();

/** True if there is nothing in it that could be sent. */
export function isBlank(draft: Draft): boolean {
  return draft.text.trim() === '' && draft.pasted.length === 0;
}

/** The message that a draft becomes. */
export function messageOf(draft: Draft): string {
  return [draft.text, ...draft.pasted].filter((text) => text.trim() !== '').join('\n\n');
}

/** What was written but not sent in a conversation. */
export function draftOf(conversationId: Id | null): Draft {
  return drafts.get(conversationId) ?? noDraft;
}

/** Keeps what was written but not sent in a conversation. */
export function keepDraft(conversationId: Id | null, draft: Draft): void {
  if (draft.text === '' && draft.pasted.length === 0) drafts.delete(conversationId);
  else drafts.set(conversationId, draft);
}

/** Where the person was in a conversation; the end if they were never there. */
export function positionOf(conversationId: Id): ReadingPosition {
  return positions.get(conversationId) ?? { kind: 'latest' };
}

/** Keeps where the person was in a conversation. */
export function keepPosition(conversationId: Id, position: ReadingPosition): void {
  positions.set(conversationId, position);
}
