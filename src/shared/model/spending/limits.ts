import { costOf } from '../cost.ts';
import type { Spent } from '../message/spent.ts';
import type { TokenPrice } from '../settings.ts';

/** Limits of cost, in US dollars. An absent one is not set. */
export interface CostLimits {
  /** The person is told when this much is spent. */
  readonly warnAt?: number | undefined;
  /** No request is sent that would cost more than this together with what is spent. */
  readonly stopAt?: number | undefined;
}

/** The scope of a limit: a conversation, or an assistant or everything in a month. */
export const limitScopes = ['conversation', 'assistant', 'month'] as const;
export type LimitScope = (typeof limitScopes)[number];

/** A limit and the cost that counts against it. */
export interface LimitState {
  readonly scope: LimitScope;
  /** The name of the assistant; null for other scopes. */
  readonly assistant: string | null;
  readonly limits: CostLimits;
  readonly spent: Spent;
}

/** True if no limit is set. */
export function hasNoLimit(limits: CostLimits | undefined): boolean {
  return limits?.warnAt === undefined && limits?.stopAt === undefined;
}

/** The cost of the next request. `paid`: at least so much, in US dollars. */
export type NextCost =
  | { readonly kind: 'free' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'paid'; readonly atLeast: number };

/**
 * Returns what a request of this many tokens costs before it is answered. `hasCharged`: the server
 * has charged for this model, so that it is not free even if its price is unknown.
 */
export function nextCost(
  price: TokenPrice | null,
  promptTokens: number,
  hasCharged: boolean,
): NextCost {
  if (price === null) return hasCharged ? { kind: 'paid', atLeast: 0 } : { kind: 'unknown' };
  if (price.prompt === 0 && price.completion === 0) return { kind: 'free' };
  return { kind: 'paid', atLeast: costOf(price, { promptTokens, completionTokens: 0 }) };
}

/** True if this limit stops the next request. What is free or of unknown price is never stopped. */
export function isStopped({ limits: { stopAt }, spent }: LimitState, next: NextCost): boolean {
  if (stopAt === undefined || next.kind !== 'paid') return false;
  return spent.known >= stopAt || spent.known + next.atLeast > stopAt;
}

/** True if the person is to be told that this much is spent. */
export function isPastWarning({ limits, spent }: LimitState): boolean {
  return limits.warnAt !== undefined && spent.known >= limits.warnAt;
}
