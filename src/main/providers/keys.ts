import { expectedPlain } from '../../shared/expected.ts';
import type { KeyStatus, Provider } from '../../shared/model/settings.ts';
import { originOf } from './address.ts';
import { environmentProviderId, openAiBaseUrl, type EnvironmentProvider } from './environment.ts';
import type { SecretsPort } from './ports.ts';

/** Which key belongs to which provider, and whether it may be sent there. */
export interface KeyRing {
  /** What the renderer may know; decrypts nothing, so that no system dialog opens for a look. */
  status(provider: Provider): KeyStatus;
  /** The key to send, null for none. Throws an ExpectedError (`auth`, `storage`) with a next step. */
  keyFor(provider: Provider): Promise<string | null>;
  /** Throws an ExpectedError (`storage`) when the system guards keys badly and `allowWeak` is false. */
  store(provider: Provider, key: string, allowWeak: boolean): Promise<void>;
  remove(providerId: string): Promise<void>;
}

const lastFourOf = (key: string): string => key.slice(-4);

/**
 * Throws an ExpectedError (`storage`) when the system guards secrets badly and `allowWeak` is false, or
 * cannot guard them at all. `what` is what would be stored.
 */
export async function checkStorage(
  secrets: Pick<SecretsPort, 'storage'>,
  allowWeak: boolean,
  what: string,
): Promise<void> {
  const { storage, name } = await secrets.storage();
  if (storage === 'unavailable') {
    throw expectedPlain(
      'storage',
      `This system offers no way to encrypt ${what}, so nothing was stored. Set up a keyring, or start Parley with OPENAI_API_KEY in its environment.`,
    );
  }
  if (storage === 'weak' && !allowWeak) {
    throw expectedPlain(
      'storage',
      `This system has no keyring (${name}), so anyone who can read your files could read ${what}. Nothing was stored. Set up GNOME Keyring or KWallet, or allow weak storage in Settings.`,
      { action: 'open_settings' },
    );
  }
}

/** Makes the key ring; `onChange` is called when the status of a key has changed. */
export function createKeyRing(
  secrets: SecretsPort,
  environment: EnvironmentProvider | null,
  onChange: () => void,
): KeyRing {
  /** Learned by trying: keys that the system did not decrypt. They are kept. */
  const unreadable = new Set<string>();

  function environmentKey(provider: Provider): string | null {
    if (environment === null || provider.id !== environmentProviderId) return null;
    const sameOrigin = originOf(provider.baseUrl) === originOf(environment.provider.baseUrl);
    return sameOrigin ? environment.apiKey : null;
  }

  function markReadable(providerId: string, readable: boolean): void {
    const changed = readable ? unreadable.delete(providerId) : !unreadable.has(providerId);
    if (!readable) unreadable.add(providerId);
    if (changed) onChange();
  }

  function status(provider: Provider): KeyStatus {
    const summary = secrets.status(provider.id);
    if (summary === null) {
      const key = environmentKey(provider);
      return key === null ? { kind: 'none' } : { kind: 'environment', lastFour: lastFourOf(key) };
    }
    const { lastFour, origin } = summary;
    if (origin !== originOf(provider.baseUrl)) return { kind: 'other_origin', lastFour, origin };
    return { kind: unreadable.has(provider.id) ? 'unreadable' : 'set', lastFour };
  }

  function withoutKey(provider: Provider): string | null {
    const key = environmentKey(provider);
    if (key === null && originOf(provider.baseUrl) === originOf(openAiBaseUrl)) {
      throw expectedPlain('auth', `${provider.name} needs an API key. Enter one in Settings.`, {
        action: 'open_settings',
      });
    }
    return key;
  }

  return {
    status,

    async keyFor(provider) {
      const read = await secrets.read(provider.id);
      switch (read.kind) {
        case 'none':
          return withoutKey(provider);
        case 'unreadable':
          markReadable(provider.id, false);
          throw expectedPlain(
            'storage',
            `The API key for ${provider.name} is kept, but this system could not decrypt it. Unlock the keyring and try again, or enter the key anew in Settings.`,
            { action: 'open_settings', retryable: true },
          );
        case 'key':
          markReadable(provider.id, true);
          if (read.origin !== originOf(provider.baseUrl)) {
            throw expectedPlain(
              'auth',
              `The API key for ${provider.name} was given for ${read.origin} and is not sent to ${originOf(provider.baseUrl)}. Enter a key for this address in Settings, or delete the old one.`,
              { action: 'open_settings' },
            );
          }
          return read.key;
      }
    },

    async store(provider, key, allowWeak) {
      await checkStorage(secrets, allowWeak, 'the key');
      await secrets.write(provider.id, key, originOf(provider.baseUrl));
      unreadable.delete(provider.id);
      onChange();
    },

    async remove(providerId) {
      await secrets.remove(providerId);
      unreadable.delete(providerId);
      onChange();
    },
  };
}
