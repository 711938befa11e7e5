import { t } from '../../../../shared/language/translate.ts';
import type { ConversationHead, Id } from '../../../../shared/model/conversation.ts';
import { daysAgo, formatDate } from '../../../ui/time-format.ts';

/** A row of the list: a heading, or a conversation under it. */
export type DayRow =
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'conversation'; readonly id: Id };

function labelFor(time: number, now: number, locale: string | undefined): string {
  const days = daysAgo(time, now);
  if (days <= 0) return t('library.day.today');
  if (days === 1) return t('library.day.yesterday');
  if (days <= 7) return t('library.day.week');
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return formatDate(time, sameYear ? 'month' : 'monthOfYear', locale);
}

/**
 * The start of the local day (in the last week) or month of `time`, in ms. All later times share
 * its label.
 */
function labelStart(time: number, now: number): number {
  const date = new Date(time);
  date.setHours(0, 0, 0, 0);
  if (daysAgo(time, now) > 7) date.setDate(1);
  return date.getTime();
}

/**
 * Adds a heading before each run of days: Today, Yesterday, Previous 7 days, then months. `order`
 * is newest first by `time`; `now` is in ms since the epoch. Labels are made once per day rather
 * than per conversation, which dominates the cost with 10,000 of them.
 */
export function groupByDay(
  order: readonly Id[],
  heads: Readonly<Record<Id, ConversationHead>>,
  now: number,
  locale?: string,
  time: 'updatedAt' | 'createdAt' = 'updatedAt',
): readonly DayRow[] {
  const rows: DayRow[] = [];
  let label: string | null = null;
  let start = Number.POSITIVE_INFINITY;
  for (const id of order) {
    const head = heads[id];
    if (head === undefined) continue;
    const moment = Date.parse(head[time]);
    if (moment < start) {
      const next = labelFor(moment, now, locale);
      start = labelStart(moment, now);
      if (next !== label) rows.push({ kind: 'heading', label: next });
      label = next;
    }
    rows.push({ kind: 'conversation', id });
  }
  return rows;
}
