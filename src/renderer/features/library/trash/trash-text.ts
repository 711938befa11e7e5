import { sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { Coded } from '../../../../shared/model/errors.ts';
import type { TrashReport } from '../../../../shared/model/trash.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';

const day = 24 * 60 * 60 * 1000;

/** How long it can still be restored. `goneAt` and `now` are in ms since the epoch. */
export function daysLeft(goneAt: number, now: number): string {
  const left = goneAt - now;
  if (left < day) return t('trash.left.less_than_a_day');
  return t('trash.left', { days: Math.round(left / day) });
}

type Outcome = 'restored' | 'deleted' | 'not_restored' | 'not_deleted';

/** Names a single conversation by its title if known, and counts others. */
function said(outcome: Outcome, count: number, title: string | null | undefined): string {
  if (count === 1 && title !== null && title !== undefined) {
    return t(`trash.${outcome}.one`, { title });
  }
  return t(`trash.${outcome}`, { count });
}

/** What became of an action. `title` is that of its only conversation. */
export type TrashOutcome =
  | {
      readonly kind: 'reported';
      readonly what: 'restore' | 'delete';
      readonly report: TrashReport;
      readonly title: string | null | undefined;
    }
  | { readonly kind: 'failed'; readonly error: Coded };

/** What succeeded, and what failed and why; null where not applicable. */
export interface OutcomeText {
  readonly done: string | null;
  readonly problem: string | null;
}

/** Says what became of an action. */
export function outcomeText(outcome: TrashOutcome): OutcomeText {
  if (outcome.kind === 'failed') return { done: null, problem: sentenceOf(outcome.error) };
  const { done, failed, reason } = outcome.report;
  const isRestore = outcome.what === 'restore';
  return {
    done: done === 0 ? null : said(isRestore ? 'restored' : 'deleted', done, outcome.title),
    problem:
      failed === 0
        ? null
        : sentences(
            said(isRestore ? 'not_restored' : 'not_deleted', failed, outcome.title),
            reason === null ? '' : sentenceOf(reason),
          ),
  };
}
