import { textOf } from '../conversation-views.ts';
import type { Id, Message, Part } from '../conversation.ts';

/**
 * A version of an answer with the person's text in place of the model's. Calls and their results
 * stay, together. What the model thought and cost belongs to the other version.
 */
export function editedAnswer(
  answer: Message,
  text: string,
  { id, createdAt }: { readonly id: Id; readonly createdAt: string },
): Message {
  const {
    usage: _usage,
    finishReason: _reason,
    error: _error,
    details: _details,
    ...rest
  } = answer;
  const kept = answer.parts.filter(({ kind }) => kind !== 'text' && kind !== 'reasoning');
  // The text comes after the last result and before its sources.
  const at = kept.findLastIndex(({ kind }) => kind !== 'citation') + 1;
  const parts: readonly Part[] = kept.toSpliced(at, 0, { kind: 'text', text });
  return { ...rest, id, createdAt, parts, status: 'complete', edited: true };
}

/** True if an answer has a text that can be edited. */
export function canBeEdited(message: Message): boolean {
  return message.status !== 'streaming' && textOf(message) !== '';
}
