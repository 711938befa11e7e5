import { expected } from '../../shared/expected.ts';
import type { KeyStatus, Provider } from '../../shared/model/settings.ts';
import { originOf } from './address.ts';
import { environmentProviderId, openAiBaseUrl, type EnvironmentProvider } from './environment.ts';
import type { SecretsPort } from './ports.ts';

/** Knows which key belongs to which provider, and whether it may be sent there. */
export interface KeyRing {
  /** What the renderer may know. Decrypts nothing, so that no system dialog opens. */
  status(provider: Provider): KeyStatus;
  /**
   * The key to send; null for none. Throws an ExpectedError (`auth`, `storage`) with a next step.
   */
  keyFor(provider: Provider): Promise<string | null>;
  /**
   * Throws an ExpectedError (`storage`) if the system protects keys poorly and `allowWeak` is
   * false.
   */
  store(provider: Provider, key: string, allowWeak: boolean): Promise<void>;
  remove(providerId: string): Promise<void>;
}

const lastFourOf = (key: string): string => key.slice(-4);

/**
 * Throws an ExpectedError (`storage`) if the system protects secrets poorly and `allowWeak` is
 * false, or cannot protect them at all. `what` is what would be stored.
 */
export async function checkStorage(
  secrets: Pick<SecretsPort, 'storage'>,
  allowWeak: boolean,
  what: 'key' | 'extras',
  provider: Pick<Provider, 'name'>,
): Promise<void> {
  const { storage, name } = await secrets.storage();
  if (storage === 'unavailable') {
    throw expected('no_encryption', { what, provider: provider.name });
  }
  if (storage === 'weak' && !allowWeak) {
    throw expected('weak_encryption', { what, provider: provider.name, storage: name });
  }
}

/** Creates the key ring. `onChange` is called when the status of a key has changed. */
export function createKeyRing(
  secrets: SecretsPort,
  environment: EnvironmentProvider | null,
  onChange: () => void,
): KeyRing {
  /** Keys that the system failed to decrypt. They remain stored. */
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
      throw expected('key_missing', { provider: provider.name });
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
          throw expected('key_unreadable', { provider: provider.name });
        case 'key':
          markReadable(provider.id, true);
          if (read.origin !== originOf(provider.baseUrl)) {
            throw expected('key_other_origin', {
              provider: provider.name,
              given: read.origin,
              origin: originOf(provider.baseUrl),
            });
          }
          return read.key;
      }
    },

    async store(provider, key, allowWeak) {
      await checkStorage(secrets, allowWeak, 'key', provider);
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
