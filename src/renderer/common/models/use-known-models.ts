import { useRef, useState } from 'react';
import type { ListedModel } from '../../../shared/contract/index.ts';
import type { Coded } from '../../../shared/model/errors.ts';
import { useController } from '../../client/use-app.ts';

/** The model list of each provider, as far as known. */
export interface Listing {
  readonly models: Readonly<Record<string, readonly ListedModel[]>>;
  readonly problems: readonly Coded[];
  readonly isLoading: boolean;
}

const nothingYet: Listing = { models: {}, problems: [], isLoading: false };

/** Fetches the models of providers. Each list shows as soon as it arrives. */
export function useKnownModels(providerIds: readonly string[]): {
  readonly listing: Listing;
  readonly load: (refresh: boolean) => Promise<void>;
} {
  const controller = useController();
  const [listing, setListing] = useState(nothingYet);
  const run = useRef(0);
  const load = async (refresh: boolean): Promise<void> => {
    const mine = (run.current += 1);
    setListing((before) => ({ ...before, problems: [], isLoading: true }));
    const fetchOne = async (providerId: string, anew: boolean): Promise<void> => {
      const result = await controller.command('models.known', { providerId, refresh: anew });
      if (run.current !== mine) return;
      setListing((before) =>
        result.ok
          ? { ...before, models: { ...before.models, [providerId]: result.value.models } }
          : { ...before, problems: [...before.problems, result.error] },
      );
      // The list is from an earlier run; the server is being asked already.
      if (result.ok && result.value.isKept) await fetchOne(providerId, true);
    };
    await Promise.all(providerIds.map((providerId) => fetchOne(providerId, refresh)));
    if (run.current === mine) setListing((before) => ({ ...before, isLoading: false }));
  };
  return { listing, load };
}
