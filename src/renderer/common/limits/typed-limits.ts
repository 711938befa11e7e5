import { t } from '../../../shared/language/translate.ts';
import type { CostLimits } from '../../../shared/model/spending/limits.ts';
import { parsePrice } from '../price-text.ts';

/** Limits as they are being typed; empty for none. */
export interface TypedLimits {
  readonly warnAt: string;
  readonly stopAt: string;
}

/** Limits that can be saved, or what is wrong with them. */
export type ReadLimits =
  | { readonly ok: true; readonly limits: CostLimits }
  | { readonly ok: false; readonly problems: Readonly<Record<keyof TypedLimits, string | null>> };

/** What the fields show of limits. */
export function typedLimits(limits: CostLimits | undefined): TypedLimits {
  const shown = (amount: number | undefined): string =>
    amount === undefined ? '' : String(amount);
  return { warnAt: shown(limits?.warnAt), stopAt: shown(limits?.stopAt) };
}

/** Checks what was typed. */
export function readLimits({ warnAt, stopAt }: TypedLimits): ReadLimits {
  const problemOf = (text: string): string | null =>
    text.trim() === '' || parsePrice(text) !== null
      ? null
      : t('settings.price.problem', { example: 2.5 });
  const problems = { warnAt: problemOf(warnAt), stopAt: problemOf(stopAt) };
  if (problems.warnAt !== null || problems.stopAt !== null) return { ok: false, problems };
  const [warn, stop] = [parsePrice(warnAt), parsePrice(stopAt)];
  return {
    ok: true,
    limits: {
      ...(warn === null ? {} : { warnAt: warn }),
      ...(stop === null ? {} : { stopAt: stop }),
    },
  };
}
