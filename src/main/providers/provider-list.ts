import { expected, type ExpectedError } from '../../shared/expected.ts';
import type { Provider } from '../../shared/model/providers/provider.ts';
import { environmentProviderId, type EnvironmentProvider } from './environment.ts';
import type { SettingsPort } from './ports.ts';

/** The environment's provider, or the reason why the one it describes cannot be used. */
export interface FoundEnvironment {
  readonly found: EnvironmentProvider | null;
  readonly problem: ExpectedError | null;
}

/** The providers in the settings, preceded by the environment's until one is configured. */
export interface ProviderList {
  all(): readonly Provider[];
  /** Throws an ExpectedError if there is no such provider. */
  find(providerId: string): Provider;
  /** False for the environment's provider while it has no key of its own. */
  isSaved(providerId: string): boolean;
  /** The provider for conversations that name none; null if there are no providers. */
  defaultId(): string | null;
  /** A name like `wanted` that no other provider than `id` has. */
  freeName(wanted: string, id: string | null): string;
  /** Records that a guessed address turned out to be `baseUrl`. */
  prove(provider: Provider, baseUrl: string): void;
  /** Stores what was learned about a provider; for the environment's, only while Parley runs. */
  change(providerId: string, changed: (provider: Provider) => Provider): void;
}

/**
 * Creates the list. `onOfferedChange` is called when the environment's provider, which is not in
 * the settings, has changed.
 */
export function createProviderList(
  settings: SettingsPort,
  { found, problem }: FoundEnvironment,
  onOfferedChange: () => void,
): ProviderList {
  /** The environment's provider, with its address as far as it is known. */
  let offered = found?.provider ?? null;

  /** The environment counts until a server is configured; the demo does not count as one. */
  function all(): readonly Provider[] {
    const saved = settings.read().providers;
    if (offered === null || saved.some(({ kind }) => kind !== 'demo')) return saved;
    return [offered, ...saved];
  }

  /** Conversations may refer to the environment's provider even when it is no longer offered. */
  function find(providerId: string): Provider {
    const known = all().find(({ id }) => id === providerId);
    if (known !== undefined) return known;
    if (providerId === environmentProviderId) {
      if (offered !== null) return offered;
      if (problem !== null) throw problem;
    }
    throw expected('provider_gone', {});
  }

  function isSaved(providerId: string): boolean {
    return settings.read().providers.some(({ id }) => id === providerId);
  }

  function defaultId(): string | null {
    const known = all();
    const chosen = settings.read().defaultProviderId;
    return known.find(({ id }) => id === chosen)?.id ?? known[0]?.id ?? null;
  }

  function prove({ id, unprovenAddress }: Provider, baseUrl: string): void {
    const proven = (each: Provider): Provider => {
      if (each.id !== id || each.unprovenAddress !== unprovenAddress) return each;
      const { unprovenAddress: _proven, ...rest } = each;
      return { ...rest, baseUrl };
    };
    if (offered !== null && !isSaved(id)) {
      offered = proven(offered);
      onOfferedChange();
      return;
    }
    settings.update((before) => ({ ...before, providers: before.providers.map(proven) }));
  }

  function change(providerId: string, changed: (provider: Provider) => Provider): void {
    if (!isSaved(providerId)) {
      if (offered?.id !== providerId) return;
      offered = changed(offered);
      onOfferedChange();
      return;
    }
    settings.update((before) => ({
      ...before,
      providers: before.providers.map((each) => (each.id === providerId ? changed(each) : each)),
    }));
  }

  /**
   * Two providers with the same name could not be distinguished in a list, so the later one gets a
   * number.
   */
  function freeName(wanted: string, id: string | null): string {
    const taken = new Set(all().flatMap((each) => (each.id === id ? [] : [each.name])));
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted} (${String(count)})`;
    return name;
  }

  return { all, find, isSaved, defaultId, freeName, prove, change };
}
