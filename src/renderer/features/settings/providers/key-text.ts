import type { ProviderView } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';

/** The status of a provider's key in one line, and whether it needs attention. */
export interface KeyText {
  readonly text: string;
  readonly needsCare: boolean;
}

/** Describes the status of a provider's key without knowing the key. */
export function keyText({ kind, key }: Pick<ProviderView, 'kind' | 'key'>): KeyText {
  if (kind === 'demo') {
    return { text: t('settings.providers.key.demo'), needsCare: false };
  }
  switch (key.kind) {
    case 'none':
      return { text: t('settings.providers.key.none'), needsCare: false };
    case 'set':
      // The last characters would be most of a short key, so they are not shown.
      return {
        text:
          key.lastFour === ''
            ? t('settings.providers.key.set')
            : t('settings.providers.key.ends_in', { last: key.lastFour }),
        needsCare: false,
      };
    case 'environment':
      return {
        text: t('settings.providers.key.environment', { last: key.lastFour }),
        needsCare: false,
      };
    case 'unreadable':
      return {
        text: t('settings.providers.key.unreadable', { last: key.lastFour }),
        needsCare: true,
      };
    case 'other_origin':
      return {
        text: t('settings.providers.key.other_origin', {
          last: key.lastFour,
          origin: key.origin,
        }),
        needsCare: true,
      };
  }
}
