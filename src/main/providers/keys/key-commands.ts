import { expected } from '../../../shared/expected.ts';
import {
  maxKeys,
  type KeyStatus,
  type Provider,
} from '../../../shared/model/providers/provider.ts';
import { refuseTwoKeys } from '../connecting.ts';
import { checkConsent } from '../plain-http.ts';
import type { SettingsPort } from '../ports.ts';
import type { ProviderList } from '../provider-list.ts';
import { withProvider } from '../provider-settings.ts';
import { placesOf, type KeyRing } from './key-ring.ts';

/** Dependencies of {@link createKeyCommands}. */
interface KeyRooms {
  readonly settings: SettingsPort;
  readonly providers: ProviderList;
  readonly keys: KeyRing;
}

/** The person's actions on the keys of a provider. */
export interface KeyCommands {
  /** Sets the first key. Throws an ExpectedError (`invalid`, `storage`). */
  setKey(providerId: string, key: string): Promise<KeyStatus>;
  /** Adds a key that is tried after the others. Throws what {@link setKey} throws. */
  addKey(providerId: string, key: string): Promise<void>;
  /** Tries the key at a place before all others. */
  preferKey(providerId: string, place: string): void;
  /** Deletes the key at a place, by default the first one. */
  deleteKey(providerId: string, place?: string): Promise<void>;
}

/** A place for one more key. */
function nextPlace(places: readonly string[]): string {
  return String(Math.max(1, ...places.map(Number)) + 1);
}

/** The provider without a place of a key that is gone. */
function withoutPlace({ keyPlaces = [], ...rest }: Provider, gone: string): Provider {
  const left = keyPlaces.filter((each) => each !== gone);
  const isPlain = left.length === 0 || (left.length === 1 && left[0] === '');
  return isPlain ? rest : { ...rest, keyPlaces: left };
}

/** Creates the commands on top of the key ring and the stored providers. */
export function createKeyCommands({ settings, providers, keys }: KeyRooms): KeyCommands {
  /** The provider if it may have a key. Throws an ExpectedError otherwise. */
  function mayHaveKey(providerId: string): Provider {
    const provider = providers.find(providerId);
    if (provider.kind === 'demo') throw expected('demo_needs_no_key', {});
    checkConsent(provider);
    refuseTwoKeys(provider, provider.extras ?? [], true);
    return provider;
  }

  async function store(provider: Provider, key: string, place?: string): Promise<void> {
    await keys.store(provider, key, settings.read().allowWeakKeyStorage, place);
    // A key turns the environment's provider into a saved one. This comes last, so that a refused
    // key does not.
    if (!providers.isSaved(provider.id)) {
      settings.update((before) => withProvider(before, provider));
    }
  }

  let last: Promise<unknown> = Promise.resolve();
  /** Runs one change of keys after the other: the place of the next depends on those before. */
  function inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = last.then(change);
    // The caller gets the error; the next change runs all the same.
    last = done.catch(() => undefined);
    return done;
  }

  async function add(providerId: string, key: string): Promise<void> {
    const provider = mayHaveKey(providerId);
    if (['none', 'environment'].includes(keys.status(provider).kind)) {
      await store(provider, key);
      return;
    }
    if (keys.filled(provider).length >= maxKeys) {
      throw expected('too_many_keys', { most: maxKeys });
    }
    const place = nextPlace(placesOf(provider));
    await store(provider, key, place);
    // Places whose keys are gone, as after a restore, are dropped.
    providers.change(providerId, (before) => ({
      ...before,
      keyPlaces: [...keys.filled(before), place],
    }));
  }

  async function remove(providerId: string, place: string | undefined): Promise<void> {
    const provider = providers.find(providerId);
    const gone = place ?? keys.filled(provider)[0] ?? '';
    await keys.remove(provider, gone);
    if (provider.keyPlaces === undefined) return;
    providers.change(providerId, (before) => withoutPlace(before, gone));
  }

  return {
    setKey: (providerId, key) =>
      inTurn(async () => {
        const provider = mayHaveKey(providerId);
        await store(provider, key);
        return keys.status(provider);
      }),

    addKey: (providerId, key) => inTurn(() => add(providerId, key)),

    preferKey(providerId, place) {
      providers.change(providerId, (before) => {
        const places = placesOf(before);
        if (!places.includes(place)) return before;
        return { ...before, keyPlaces: [place, ...places.filter((each) => each !== place)] };
      });
    },

    deleteKey: (providerId, place) => inTurn(() => remove(providerId, place)),
  };
}
