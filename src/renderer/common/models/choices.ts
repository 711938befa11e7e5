import type { ListedModel, ProviderView } from '../../../shared/contract/index.ts';
import { factsOf, type ModelFacts } from '../../../shared/model/models/facts.ts';
import type { OwnModels } from '../../../shared/model/models/own-model.ts';
import { priceOf, type PriceList } from '../../../shared/model/cost.ts';
import { modelKey } from '../../../shared/model/parameters/parameters.ts';
import { ownEntry } from '../../../shared/own-entry.ts';
import { foldCase } from '../../ui/filter-options.ts';

/** A model of a provider. */
export interface ModelPlace {
  readonly providerId: string;
  readonly model: string;
}

/** A model that can be chosen, with what is known of it. */
export interface Choice extends ModelPlace {
  /** Unique among all choices; the model's id for those of the current provider. */
  readonly value: string;
  /** The person's name for it, else its id. */
  readonly label: string;
  readonly provider: string;
  readonly facts: ModelFacts;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  /** 0 for the model used last; null if it was not used lately. */
  readonly recency: number | null;
  /** The text that typed words are looked for in, folded. */
  readonly haystack: string;
}

/** Everything that {@link choicesOf} needs. */
export interface ChoiceSources {
  readonly providers: readonly Pick<ProviderView, 'id' | 'name'>[];
  /** By provider, as far as their lists have come. */
  readonly listed: Readonly<Record<string, readonly ListedModel[]>>;
  readonly own: OwnModels;
  readonly prices: PriceList | null;
  /** The models used lately, the last one first. */
  readonly recent: readonly ModelPlace[];
  /** The provider whose models need not be told apart from others. */
  readonly providerId: string | null;
}

/** Puts all models of all providers together. */
export function choicesOf(sources: ChoiceSources): readonly Choice[] {
  const { providers, listed, own, prices, recent, providerId: current } = sources;
  const recency = new Map(recent.map((each, at) => [modelKey(each.providerId, each.model), at]));
  return providers.flatMap(({ id: providerId, name: provider }) =>
    (ownEntry(listed, providerId) ?? []).map((listing): Choice => {
      const { id: model, refusedTokens, table } = listing;
      const key = modelKey(providerId, model);
      const mine = ownEntry(own, key);
      const price = priceOf(prices, model);
      return {
        value: providerId === current ? model : `${model} · ${provider}`,
        providerId,
        model,
        label: mine?.name ?? model,
        provider,
        facts: factsOf({ own: mine, said: listing, refusedTokens, table, price }),
        isFavourite: mine?.favourite === true,
        isHidden: mine?.hidden === true,
        recency: recency.get(key) ?? null,
        haystack: foldCase(`${mine?.name ?? ''} ${model} ${listing.name ?? ''} ${provider}`),
      };
    }),
  );
}

/** The most models that count as used lately. */
const maxRecent = 5;

/** A conversation's own choice of model. */
interface UsedModel {
  readonly updatedAt: string;
  readonly providerId: string | null;
  readonly model: string | null;
}

/** The models of the newest conversations, the last one first. */
export function recentModels(heads: Iterable<UsedModel>): readonly ModelPlace[] {
  const newest = new Map<string, ModelPlace & { readonly at: string }>();
  for (const { providerId, model, updatedAt: at } of heads) {
    if (providerId === null || model === null) continue;
    const key = modelKey(providerId, model);
    const known = newest.get(key);
    if (known === undefined || known.at < at) newest.set(key, { providerId, model, at });
  }
  return [...newest.values()]
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, maxRecent)
    .map(({ providerId, model }) => ({ providerId, model }));
}
