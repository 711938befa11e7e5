import type { TokenFactors } from '../../../shared/model/context/token-factors.ts';
import { ownEntry } from '../../../shared/own-entry.ts';
import type { ProviderList } from '../provider-list.ts';
import { withModel } from './by-model.ts';

/** Keeps how models split text into tokens. */
export interface LearnedFactors {
  /** Null if nothing is learned of a model. */
  factors(providerId: string, model: string): TokenFactors | null;
  rememberFactors(providerId: string, model: string, factors: TokenFactors): void;
}

/** Creates it on top of the stored providers. */
export function createLearnedFactors(
  providers: Pick<ProviderList, 'all' | 'change'>,
): LearnedFactors {
  return {
    factors: (providerId, model) =>
      ownEntry(providers.all().find(({ id }) => id === providerId)?.tokenFactors, model) ?? null,
    rememberFactors: (providerId, model, factors) =>
      providers.change(providerId, (before) => ({
        ...before,
        tokenFactors: withModel(before.tokenFactors, model, factors),
      })),
  };
}
