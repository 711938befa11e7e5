import type { Usage } from './conversation.ts';
import type { TokenPrice } from './settings.ts';

/** A price, and who says so. */
export interface KnownPrice extends TokenPrice {
  readonly from: { readonly kind: 'person' } | { readonly kind: 'server'; readonly name: string };
}

/** What is known of the prices of models, by their names. */
export type PriceList = Readonly<Record<string, KnownPrice>>;

/** Tokens that were counted. */
export type CountedTokens = Pick<Usage, 'promptTokens' | 'completionTokens' | 'cachedTokens'>;

/** The price of a model; null if it is not known. Models may have any name, `constructor` too. */
export function priceOf(prices: PriceList | null, model: string | undefined): KnownPrice | null {
  if (prices === null || model === undefined || !Object.hasOwn(prices, model)) return null;
  return prices[model] ?? null;
}

/** What tokens cost at this price; US dollars. Reasoning is part of the completion. */
export function costOf(price: TokenPrice, tokens: CountedTokens): number {
  const cached = Math.min(tokens.cachedTokens ?? 0, tokens.promptTokens);
  const prompt = (tokens.promptTokens - cached) * price.prompt;
  const fromCache = cached * (price.cached ?? price.prompt);
  return (prompt + fromCache + tokens.completionTokens * price.completion) / 1_000_000;
}
