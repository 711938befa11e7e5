import type { MessageStatus } from '../model/conversation.ts';

/** One of the answers side by side, as a person calls it. */
export interface ColumnName {
  /** Counts from 1. */
  readonly number: number;
  /** The model and the assistant; '' while they are hidden or unknown. */
  readonly name: string;
}

/** The name of who answers: "gpt-4o" or "gpt-4o, Poet". */
export function answererName(model: string, assistant: string): string {
  return [model, assistant].filter((each) => each !== '').join(', ');
}

/** The name of an answer in a sentence: "answer 2, gpt-4o". */
function inSentence({ number, name }: ColumnName): string {
  return name === '' ? `answer ${String(number)}` : `answer ${String(number)}, ${name}`;
}

/** The name of an answer by itself: "Answer 2, gpt-4o". */
export function columnTitle(column: ColumnName): string {
  const words = inSentence(column);
  return `A${words.slice(1)}`;
}

/** Which answer the next message follows while none is chosen. */
export function nextWords(shown: ColumnName): string {
  return `Unless you choose, your next message follows ${inSentence(shown)}.`;
}

/** Says, once, that an answer has ended; '' for one that grows or has an alert. */
export function endedWords(column: ColumnName, status: MessageStatus): string {
  const title = `Answer ${String(column.number)}`;
  switch (status) {
    case 'complete':
      return `${title} is complete.`;
    case 'stopped':
      return `${title} was stopped.`;
    case 'truncated':
      return `${title} reached the length limit.`;
    case 'interrupted':
      return `${title} was interrupted.`;
    case 'failed':
    case 'streaming':
      return '';
  }
}

/** The line before an answer that is quoted together with others, as Markdown. */
export function quotedTitle({ number, name }: ColumnName): string {
  const label = name === '' ? '' : ` (${name.replaceAll(/[\\`*_[\]<>]/g, String.raw`\$&`)})`;
  return `**Answer ${String(number)}${label}**`;
}
