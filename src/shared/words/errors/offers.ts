import { t } from '../../language/translate.ts';
import type { offerCodes } from '../../model/error-codes/offers.ts';
import { durationWords } from './wait-words.ts';
import type { WordsFor } from './words-for.ts';

export const offerWords = {
  offer_too_slow: ({ server, seconds }) =>
    t('error.offer_too_slow', { server, duration: durationWords(seconds) }),
} satisfies WordsFor<typeof offerCodes>;
