import { t } from '../../language/translate.ts';
import type { providerCodes } from '../../model/error-codes/provider.ts';
import type { WordsFor } from './words-for.ts';

export const providerWords = {
  no_encryption: ({ what, provider }) => t(`error.no_encryption.${what}`, { provider }),
  weak_encryption: ({ what, provider, storage }) =>
    t(`error.weak_encryption.${what}`, { provider, storage }),
  two_keys: ({ provider, header }) =>
    provider === ''
      ? t('error.two_keys.unnamed', { header })
      : t('error.two_keys', { provider, header }),
  extra_name_empty: ({ place }) => t(`error.extra_name_empty.${place}`),
} satisfies WordsFor<typeof providerCodes>;
