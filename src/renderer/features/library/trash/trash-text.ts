import type { TrashReport } from '../../../../shared/model/trash.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';

const day = 24 * 60 * 60 * 1000;

/** How long it can still be restored. `goneAt` and `now` are in ms since the epoch. */
export function daysLeft(goneAt: number, now: number): string {
  const left = goneAt - now;
  if (left < day) return 'less than a day left';
  const days = Math.round(left / day);
  return days === 1 ? '1 day left' : `${days.toLocaleString()} days left`;
}

/** `3 conversations`, or the title of a single one if known. */
export function named(count: number, title: string | null | undefined): string {
  if (count !== 1) return `${count.toLocaleString()} conversations`;
  return title === null || title === undefined ? '1 conversation' : `“${title}”`;
}

/** What succeeded, and what failed and why; null where not applicable. */
export interface TrashOutcome {
  readonly done: string | null;
  readonly problem: string | null;
}

/** The outcome of a command. `title` is that of its only conversation. */
export function outcomeOf(
  what: 'restore' | 'delete',
  { done, failed, reason }: TrashReport,
  title: string | null | undefined,
): TrashOutcome {
  const isRestore = what === 'restore';
  const success = isRestore
    ? `Restored ${named(done, title)}.`
    : `Deleted ${named(done, title)} for good.`;
  const attempt = isRestore ? 'restored' : 'deleted';
  return {
    done: done === 0 ? null : success,
    problem:
      failed === 0
        ? null
        : `${named(failed, title)} could not be ${attempt}. ${reason === null ? '' : sentenceOf(reason)}`.trim(),
  };
}
