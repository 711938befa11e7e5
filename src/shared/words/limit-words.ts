import { sentences } from '../language/formats.ts';
import { t } from '../language/translate.ts';
import { isPastWarning, type LimitScope, type LimitState } from '../model/spending/limits.ts';
import { moneyText, spentText } from './money-words.ts';

/** A limit: its scope, and the name of the assistant if the scope is one. */
interface Scoped {
  readonly scope: LimitScope;
  readonly assistant: string | null;
}

function stoppedWords({ scope, assistant }: Scoped, limit: string): string {
  return scope === 'assistant' && assistant !== null
    ? t('limit.stopped.assistant_named', { limit, assistant })
    : t(`limit.stopped.${scope}`, { limit });
}

function stopsNote({ scope, assistant }: Scoped, limit: string): string {
  return scope === 'assistant' && assistant !== null
    ? t('limit.note.stops.assistant_named', { limit, assistant })
    : t(`limit.note.stops.${scope}`, { limit });
}

function spentNote({ scope, assistant }: Scoped, spent: string): string {
  return scope === 'assistant' && assistant !== null
    ? t('limit.note.spent.assistant_named', { spent, assistant })
    : t(`limit.note.spent.${scope}`, { spent });
}

/** Says that a hard limit has stopped a request. */
export function costLimitWords(
  stop: Scoped & {
    readonly stopAt: number;
    readonly spent: number;
    readonly isAtLeast: boolean;
    readonly next: number | null;
  },
): string {
  const { stopAt, next, isAtLeast } = stop;
  const known = moneyText(stop.spent);
  const spent = isAtLeast ? t('money.at_least', { amount: known }) : known;
  return sentences(
    stoppedWords(stop, moneyText(stopAt)),
    next === null
      ? t('limit.stopped.so_far', { spent })
      : t('limit.stopped.so_far_and_next', { spent, next: moneyText(next) }),
  );
}

/** Says in a few words how much of a limit is spent. */
export function spentOfLimitText({ limits, spent }: LimitState): string {
  const most = limits.stopAt ?? limits.warnAt;
  return most === undefined
    ? spentText(spent)
    : t('limit.spent_of', { spent: spentText(spent), limit: moneyText(most) });
}

/** The limit that matters most for the next request; null if there is nothing to say. */
export function limitNote(
  states: readonly (LimitState & { readonly isStopping: boolean })[],
): string | null {
  const stopping = states.find(({ isStopping }) => isStopping);
  if (stopping?.limits.stopAt !== undefined) {
    return stopsNote(stopping, moneyText(stopping.limits.stopAt));
  }
  const warned = states.find(isPastWarning);
  return warned === undefined ? null : spentNote(warned, spentText(warned.spent));
}
