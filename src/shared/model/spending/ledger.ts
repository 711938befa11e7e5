import type { Usage } from '../conversation.ts';
import { costOf, priceOf, type PriceList } from '../cost.ts';
import type { Spent } from '../message/spent.ts';

/**
 * The purpose of a request. `title`: a name for a conversation. `server`: a tool server asked.
 * `summary`: notes on the beginning of a conversation.
 */
export const spendingPurposes = ['answer', 'title', 'api', 'server', 'summary'] as const;
export type SpendingPurpose = (typeof spendingPurposes)[number];

/** One request that was paid for. */
export interface Spending {
  /** Epoch ms. */
  readonly at: number;
  readonly purpose: SpendingPurpose;
  readonly providerId: string;
  readonly model: string;
  /** The id of the assistant that answered, if one did. */
  readonly assistantId?: string | undefined;
  /** Null if the server did not count. */
  readonly usage: Pick<
    Usage,
    'promptTokens' | 'completionTokens' | 'cachedTokens' | 'costUsd'
  > | null;
}

/** The cost of all requests of a month. */
export interface MonthSpent {
  readonly spent: Spent;
  /** When counting began, in epoch ms, if that was in this month; null otherwise. */
  readonly since: number | null;
}

/** The sum of no costs. */
export const nothingSpent: Spent = { known: 0, counted: 0, unknown: 0 };

/** Adds two sums of costs up. */
export function addSpent(one: Spent, other: Spent): Spent {
  return {
    known: one.known + other.known,
    counted: one.counted + other.counted,
    unknown: one.unknown + other.unknown,
  };
}

/** Returns the cost of requests: as servers charged them, else at these prices. */
export function spentOn(requests: readonly Spending[], prices: PriceList | null): Spent {
  let [known, counted, unknown] = [0, 0, 0];
  for (const { usage, model } of requests) {
    const price = priceOf(prices, model);
    const cost = usage?.costUsd ?? (usage === null || price === null ? null : costOf(price, usage));
    if (cost === null) unknown += 1;
    else {
      known += cost;
      counted += 1;
    }
  }
  return { known, counted, unknown };
}

/** The day of a time in this computer's calendar, for example `2026-11-30`. */
export function dayOf(time: number): string {
  return `${monthOf(time)}-${String(new Date(time).getDate()).padStart(2, '0')}`;
}

/** The month of a time in this computer's calendar, for example `2026-11`. */
export function monthOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}
