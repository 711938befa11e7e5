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

/** The share by which a factor moves before it is worth a write of the settings. */
const noticeable = 0.02;

/** Factors that are newer than those that are stored. */
interface Newer {
  /** The stored ones that they come from. */
  readonly than: TokenFactors;
  readonly factors: TokenFactors;
}

function isNoticeable(before: TokenFactors, after: TokenFactors): boolean {
  const names = Object.keys(after) as readonly (keyof TokenFactors)[];
  return names.some((name) => Math.abs(after[name] - before[name]) > noticeable * before[name]);
}

/**
 * Creates it on top of the stored providers. Each answer moves the factors a little; they are written
 * when they have moved noticeably, and what a run ends with beyond that is learned again.
 */
export function createLearnedFactors(
  providers: Pick<ProviderList, 'all' | 'change'>,
): LearnedFactors {
  const newer = new Map<string, Newer>();
  const stored = (providerId: string, model: string): TokenFactors | null =>
    ownEntry(providers.all().find(({ id }) => id === providerId)?.tokenFactors, model) ?? null;
  return {
    factors(providerId, model) {
      const before = stored(providerId, model);
      const found = newer.get(`${providerId} ${model}`);
      // A provider that changed since has others, or none.
      return before !== null && found?.than === before ? found.factors : before;
    },
    rememberFactors(providerId, model, factors) {
      const before = stored(providerId, model);
      if (before !== null && !isNoticeable(before, factors)) {
        newer.set(`${providerId} ${model}`, { than: before, factors });
        return;
      }
      newer.delete(`${providerId} ${model}`);
      providers.change(providerId, (provider) => ({
        ...provider,
        tokenFactors: withModel(provider.tokenFactors, model, factors),
      }));
    },
  };
}
