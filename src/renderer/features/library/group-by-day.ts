import type { ConversationHead, Id } from '../../../shared/conversation.ts';
import { daysAgo } from '../../ui/time-format.ts';

/** A line of the list: a heading, or a conversation under it. */
export type LibraryRow =
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'conversation'; readonly id: Id };

function labelFor(time: number, now: number, locale: string | undefined): string {
  const days = daysAgo(time, now);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days <= 7) return 'Previous 7 days';
  const date = new Date(time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(locale, {
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** The first moment of the local day (in the last week) or month of `time`, in ms: all after it share its label. */
function labelStart(time: number, now: number): number {
  const date = new Date(time);
  date.setHours(0, 0, 0, 0);
  if (daysAgo(time, now) > 7) date.setDate(1);
  return date.getTime();
}

/**
 * Puts a heading before each run of days: Today, Yesterday, Previous 7 days, then months.
 * `order` is newest first; `now` in ms since the epoch. Labels are made once per day, not per
 * conversation: with 10,000 of them that is the cost.
 */
export function groupByDay(
  order: readonly Id[],
  heads: Readonly<Record<Id, ConversationHead>>,
  now: number,
  locale?: string,
): readonly LibraryRow[] {
  const rows: LibraryRow[] = [];
  let label: string | null = null;
  let start = Number.POSITIVE_INFINITY;
  for (const id of order) {
    const head = heads[id];
    if (head === undefined) continue;
    const time = Date.parse(head.updatedAt);
    if (time < start) {
      const next = labelFor(time, now, locale);
      start = labelStart(time, now);
      if (next !== label) rows.push({ kind: 'heading', label: next });
      label = next;
    }
    rows.push({ kind: 'conversation', id });
  }
  return rows;
}
