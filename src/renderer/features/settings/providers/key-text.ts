import type { ProviderView } from '../../../../shared/contract/index.ts';

/** The status of a provider's key in one line, and whether it needs attention. */
export interface KeyText {
  readonly text: string;
  readonly needsCare: boolean;
}

/** Describes the status of a provider's key without knowing the key. */
export function keyText({ kind, key }: Pick<ProviderView, 'kind' | 'key'>): KeyText {
  if (kind === 'demo') {
    return { text: 'Part of Parley, needs no key. It is not a language model.', needsCare: false };
  }
  switch (key.kind) {
    case 'none':
      return { text: 'No key', needsCare: false };
    case 'set':
      // The last characters would be most of a short key, so they are not shown.
      return {
        text: key.lastFour === '' ? 'Key is set' : `Key ends in ${key.lastFour}`,
        needsCare: false,
      };
    case 'environment':
      return {
        text: `Key ends in ${key.lastFour}. It comes from OPENAI_API_KEY and is never written down.`,
        needsCare: false,
      };
    case 'unreadable':
      return {
        text: `The key that ends in ${key.lastFour} is kept, but this system could not decrypt it. Unlock your keyring and start Parley again, or enter the key once more.`,
        needsCare: true,
      };
    case 'other_origin':
      return {
        text: `The key that ends in ${key.lastFour} was given for ${key.origin} and is not sent to this address. Enter the key for this one.`,
        needsCare: true,
      };
  }
}
