import { randomUUID } from 'node:crypto';
import { expected } from '../../shared/expected.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { SettingsPort } from '../providers/ports.ts';

/** Settings of the latest restore, held until the person has answered whether to use them. */
export interface SettingsOffer {
  /** Replaces an earlier offer; returns the id of this one. */
  make(values: Partial<Settings>): string;
  /** Throws an ExpectedError if the accepted offer is not the latest, or was answered before. */
  answer(offerId: string, take: boolean): void;
}

/** Creates the holder, which is empty at first. */
export function createSettingsOffer(settings: SettingsPort): SettingsOffer {
  let latest: { readonly offerId: string; readonly values: Partial<Settings> } | null = null;
  return {
    make(values) {
      latest = { offerId: randomUUID(), values };
      return latest.offerId;
    },
    answer(offerId, take) {
      const offer = latest?.offerId === offerId ? latest : null;
      if (offer !== null) latest = null;
      if (!take) return;
      if (offer === null) {
        throw expected('offer_passed', {});
      }
      settings.update((before) => ({ ...before, ...offer.values }));
    },
  };
}
