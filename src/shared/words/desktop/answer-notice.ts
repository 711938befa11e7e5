import { t } from '../../language/translate.ts';
import type { NotificationChoice } from '../../model/desktop/notifications.ts';

const longestTitle = 80;
const longestAnswer = 200;
/** The most of an answer that is looked at, as it may be long and begin with blanks. */
const maxRead = 2000;
const hidden = /[\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** One line of text that a system shows outside our windows. */
function line(text: string, longest: number): string {
  const plain = text.slice(0, maxRead).toWellFormed().replaceAll(hidden, '');
  const joined = plain.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return joined.length > longest ? `${joined.slice(0, longest).toWellFormed()}…` : joined;
}

/** An answer, as far as a notification may tell of it. */
export interface NoticedAnswer {
  readonly hasFailed: boolean;
  /** The title of the conversation; null if it is temporary. */
  readonly title: string | null;
  /** The text of the answer; null if the conversation is temporary. */
  readonly text: string | null;
}

/** Words a notification about an answer that has ended. */
export function answerNotice(
  { hasFailed, title, text }: NoticedAnswer,
  choice: Exclude<NotificationChoice, 'off'>,
): { readonly title: string; readonly body: string } {
  const event = hasFailed ? 'failed' : 'done';
  const named = title === null ? '' : line(title, longestTitle);
  if (choice === 'kind' || named === '') {
    return { title: t(`answer_notice.title.${event}`), body: t(`answer_notice.body.${event}`) };
  }
  const begins = choice === 'answer' && !hasFailed ? line(text ?? '', longestAnswer) : '';
  return { title: named, body: begins === '' ? t(`answer_notice.${event}`) : begins };
}

/** A choice as people read it. */
export function notificationWords(choice: NotificationChoice): string {
  return t(`notifications.${choice}`);
}
