import { ownEntry } from '../own-entry.ts';
import type { Usage } from './conversation.ts';
import type { TokenPrice } from './settings.ts';

/** A price and its source. */
export interface KnownPrice extends TokenPrice {
  readonly from:
    | { readonly kind: 'person' }
    | { readonly kind: 'server'; readonly name: string }
    /** The table that comes with Parley; `date` is the day it was made. */
    | { readonly kind: 'table'; readonly name: string; readonly date: string };
}

/** Known prices by model name. */
export type PriceList = Readonly<Record<string, KnownPrice>>;

/** Counted tokens. */
export type CountedTokens = Pick<Usage, 'promptTokens' | 'completionTokens' | 'cachedTokens'>;

/** The price of a model, or null if unknown. Model names can be anything, even `constructor`. */
export function priceOf(prices: PriceList | null, model: string | undefined): KnownPrice | null {
  if (prices === null || model === undefined) return null;
  return ownEntry(prices, model) ?? null;
}

/** The cost of tokens at this price, in US dollars. The completion includes reasoning. */
export function costOf(price: TokenPrice, tokens: CountedTokens): number {
  const cached = Math.min(tokens.cachedTokens ?? 0, tokens.promptTokens);
  const prompt = (tokens.promptTokens - cached) * price.prompt;
  const fromCache = cached * (price.cached ?? price.prompt);
  return (prompt + fromCache + tokens.completionTokens * price.completion) / 1_000_000;
}
