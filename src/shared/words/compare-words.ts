import { withoutIsolates } from '../language/isolate.ts';
import { t } from '../language/translate.ts';
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
  if (model === '' || assistant === '') return model === '' ? assistant : model;
  return t('compare.answerer', { model, assistant });
}

/** The name of an answer by itself: "Answer 2, gpt-4o". */
export function columnTitle({ number, name }: ColumnName): string {
  return name === ''
    ? t('compare.column', { number })
    : t('compare.column.named', { number, name });
}

/** Which answer the next message follows while none is chosen. */
export function nextWords({ number, name }: ColumnName): string {
  return name === '' ? t('compare.next', { number }) : t('compare.next.named', { number, name });
}

/** Says, once, that an answer has ended; '' for one that grows or has an alert. */
export function endedWords({ number }: ColumnName, status: MessageStatus): string {
  switch (status) {
    case 'complete':
    case 'stopped':
    case 'truncated':
    case 'interrupted':
      return t(`compare.ended.${status}`, { number });
    case 'failed':
    case 'streaming':
      return '';
  }
}

/** The line before an answer that is quoted together with others, as Markdown. */
export function quotedTitle({ number, name }: ColumnName): string {
  const plain = name.replaceAll(/[\\`*_[\]<>]/g, String.raw`\$&`);
  const title =
    name === '' ? t('compare.column', { number }) : t('compare.quoted', { number, name: plain });
  return `**${withoutIsolates(title)}**`;
}
