import { kept } from '../../../../language/kept.ts';
import { useLanguage } from '../../../../language/language-context.ts';
import { useMemo } from 'react';
import type { ProviderView } from '../../../../../shared/contract/index.ts';
import type { OwnModels } from '../../../../../shared/model/models/own-model.ts';
import { useApp } from '../../../../client/use-app.ts';
import { choicesOf } from '../../../../common/models/choices.ts';
import { searchChoices } from '../../../../common/models/search-choices.ts';
import { useKnownModels, type Listing } from '../../../../common/models/use-known-models.ts';
import type { ComboboxRows } from '../../../../ui/combobox/rows.ts';

const noOwn: OwnModels = {};
const none: readonly string[] = [];

/** The models of one provider for a combobox, found as in the list beside the title. */
export function useModelSearch(provider: Pick<ProviderView, 'id' | 'name'> | undefined): {
  readonly listing: Listing;
  readonly load: (refresh: boolean) => Promise<void>;
  readonly search: (typed: string | null) => ComboboxRows;
} {
  const own = useApp((state) => state.settings?.settings.models ?? noOwn);
  const prices = useApp((state) => state.prices);
  const { listing, load } = useKnownModels(provider === undefined ? none : [provider.id]);
  const { models: listed } = listing;
  const language = useLanguage();
  const choices = useMemo(() => {
    const providers = provider === undefined ? [] : [provider];
    const providerId = provider?.id ?? null;
    return kept(() => choicesOf({ providers, listed, own, prices, recent: [], providerId }));
  }, [provider, listed, own, prices])(language);
  return { listing, load, search: (typed) => searchChoices(choices, typed) };
}
