import { costOf, priceOf, type PriceList } from '../cost.ts';
import type { DailyUsage } from '../library.ts';
import type { Spent } from '../message/spent.ts';

/** The usage of one model on one day, and its cost. */
export interface UsageRow extends DailyUsage {
  /** Of prompts and answers. */
  readonly tokens: number;
  /** One known or one unknown cost, so that sums can tell them apart. */
  readonly cost: Spent;
}

/** Works out costs: as servers charged, else at these prices. Leaves out rows without tokens or charge. */
export function usageRows(
  usage: readonly DailyUsage[],
  prices: PriceList | null,
): readonly UsageRow[] {
  return usage.flatMap((row): readonly UsageRow[] => {
    const tokens = row.promptTokens + row.completionTokens;
    const price = priceOf(prices, row.model);
    const cost = row.chargedUsd ?? (price === null ? null : costOf(price, row));
    if (tokens === 0 && row.chargedUsd === null) return [];
    const known = { known: cost ?? 0, counted: 1, unknown: 0 };
    return [{ ...row, tokens, cost: cost === null ? { known: 0, counted: 0, unknown: 1 } : known }];
  });
}
