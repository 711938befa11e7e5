import { randomUUID } from 'node:crypto';
import { expected } from '../../shared/expected.ts';
import type { Assistants } from '../../shared/model/assistants/assistant.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { AssistantsFilePort } from '../assistants/ports.ts';
import type { SettingsPort } from '../providers/ports.ts';
import { withRestored } from './restore-assistants.ts';

/** Settings that a restore applies only with the person's consent. */
export interface Offered {
  readonly settings: Partial<Settings>;
  readonly assistants: Assistants;
}

/** The offer of the latest restore, held until the person has answered whether to use it. */
export interface SettingsOffer {
  /** Replaces an earlier offer; returns the id of this one. */
  make(offered: Offered): string;
  /**
   * Throws an ExpectedError if the accepted offer is not the latest, was answered before, or cannot
   * be saved.
   */
  answer(offerId: string, take: boolean): Promise<void>;
}

/** Creates the holder, which is empty at first. */
export function createSettingsOffer(
  settings: SettingsPort,
  assistants: AssistantsFilePort,
): SettingsOffer {
  let latest: ({ readonly offerId: string } & Offered) | null = null;
  return {
    make(offered) {
      latest = { offerId: randomUUID(), ...offered };
      return latest.offerId;
    },
    async answer(offerId, take) {
      const offer = latest?.offerId === offerId ? latest : null;
      if (take && offer === null) throw expected('offer_passed', {});
      if (take && offer !== null && offer.assistants.length > 0) {
        await assistants.update((before) => withRestored(before, offer.assistants));
      }
      if (offer !== null) latest = null;
      if (take && offer !== null) settings.update((before) => ({ ...before, ...offer.settings }));
    },
  };
}
