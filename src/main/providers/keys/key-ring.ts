import { expected } from '../../../shared/expected.ts';
import type { FurtherKey } from '../../../shared/contract/index.ts';
import type { KeyStatus, Provider } from '../../../shared/model/providers/provider.ts';
import { originOf } from '../address.ts';
import { environmentProviderId, openAiBaseUrl, type EnvironmentProvider } from '../environment.ts';
import type { SecretsPort } from '../ports.ts';

/** Knows which keys belong to which provider, and whether they may be sent there. */
export interface KeyRing {
  /** The places where there is a key, in the order in which they are tried. */
  filled(provider: Provider): readonly string[];
  /** The public facts about the first key. Decrypts nothing, so that no dialog opens. */
  status(provider: Provider): KeyStatus;
  /** The same for the keys after it. */
  further(provider: Provider): readonly FurtherKey[];
  /**
   * The keys to send, in the order in which they are tried; empty for none. One that cannot be read
   * is left out if another can. Throws an ExpectedError (`auth`, `storage`) with a next step.
   */
  keysFor(provider: Provider): Promise<readonly string[]>;
  /**
   * Stores a key at a place, by default the first one's. Throws an ExpectedError (`storage`) if the
   * system protects keys poorly and `allowWeak` is false.
   */
  store(provider: Provider, key: string, allowWeak: boolean, place?: string): Promise<void>;
  /** Removes the key at a place, or all keys. */
  remove(provider: Pick<Provider, 'id' | 'keyPlaces'>, place?: string): Promise<void>;
}

/** The name under which the key at a place is stored; the first one's is the provider's id. */
const secretAt = ({ id }: Pick<Provider, 'id'>, place: string): string =>
  place === '' ? id : `${id} key ${place}`;

/** The places of a provider's keys, in the order in which they are tried. */
export function placesOf({ keyPlaces }: Pick<Provider, 'keyPlaces'>): readonly string[] {
  const places = [...new Set(keyPlaces ?? [''])];
  return places.length === 0 ? [''] : places;
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

  function filled(provider: Provider): readonly string[] {
    return placesOf(provider).filter((place) => secrets.status(secretAt(provider, place)) !== null);
  }

  function statusAt(provider: Provider, place: string): KeyStatus {
    const id = secretAt(provider, place);
    const summary = secrets.status(id);
    if (summary === null) return { kind: 'none' };
    const { lastFour, origin } = summary;
    if (origin !== originOf(provider.baseUrl)) return { kind: 'other_origin', lastFour, origin };
    return { kind: unreadable.has(id) ? 'unreadable' : 'set', lastFour };
  }

  function status(provider: Provider): KeyStatus {
    const [first] = filled(provider);
    if (first !== undefined) return statusAt(provider, first);
    const key = environmentKey(provider);
    return key === null ? { kind: 'none' } : { kind: 'environment', lastFour: lastFourOf(key) };
  }

  function withoutKey(provider: Provider): readonly string[] {
    const key = environmentKey(provider);
    if (key === null && originOf(provider.baseUrl) === originOf(openAiBaseUrl)) {
      throw expected('key_missing', { provider: provider.name });
    }
    return key === null ? [] : [key];
  }

  /** Reads one key. Throws what {@link KeyRing.keysFor} throws. */
  async function readAt(provider: Provider, place: string): Promise<string | null> {
    const id = secretAt(provider, place);
    const read = await secrets.read(id);
    switch (read.kind) {
      case 'none':
        return null;
      case 'unreadable':
        markReadable(id, false);
        throw expected('key_unreadable', { provider: provider.name });
      case 'key':
        markReadable(id, true);
        if (read.origin !== originOf(provider.baseUrl)) {
          throw expected('key_other_origin', {
            provider: provider.name,
            given: read.origin,
            origin: originOf(provider.baseUrl),
          });
        }
        return read.key;
    }
  }

  return {
    filled,
    status,

    further: (provider) =>
      filled(provider)
        .slice(1)
        .map((place) => ({ place, status: statusAt(provider, place) })),

    async keysFor(provider) {
      const keys: string[] = [];
      let failure: unknown = null;
      for (const place of placesOf(provider)) {
        try {
          const key = await readAt(provider, place);
          if (key !== null) keys.push(key);
        } catch (error) {
          failure ??= error;
        }
      }
      if (keys.length > 0) return [...new Set(keys)];
      if (failure !== null) throw failure;
      return withoutKey(provider);
    },

    async store(provider, key, allowWeak, place) {
      await checkStorage(secrets, allowWeak, 'key', provider);
      const [first = ''] = [...filled(provider), ...placesOf(provider)];
      const id = secretAt(provider, place ?? first);
      await secrets.write(id, key, originOf(provider.baseUrl));
      unreadable.delete(id);
      onChange();
    },

    async remove(provider, place) {
      for (const each of place === undefined ? ['', ...placesOf(provider)] : [place]) {
        await secrets.remove(secretAt(provider, each));
        unreadable.delete(secretAt(provider, each));
      }
      onChange();
    },
  };
}
