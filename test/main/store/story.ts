import type { Conversation } from '../../../src/shared/model/conversation.ts';
import { answer, conversationOf, question } from './samples.ts';

/** The complete text of the answer. */
export const text =
  'Once upon a time there was a disk that filled up and a program that kept its word.';
/** The question. */
export const asked = question(11, null, 'Tell me a story');

/** A conversation whose answer has the first `length` characters of {@link text}. */
export function storyWith(
  length: number,
  status: 'streaming' | 'complete',
  title = 'Story',
): Conversation {
  return conversationOf(1, title, [asked, answer(12, asked.id, text.slice(0, length), status)]);
}

/** The text of a story's answer. */
export function textOf(conversation: Conversation): string {
  const part = Object.values(conversation.messages).find(({ role }) => role === 'assistant')
    ?.parts[0];
  return part?.kind === 'text' ? part.text : '';
}
