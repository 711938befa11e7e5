import { createLearning } from './learned.ts';
import { randomUUID } from 'node:crypto';
import type { CommandInput, ProviderView, SettingsView } from '../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import type { KeyStatus, Provider, Settings } from '../../shared/model/settings.ts';
import type { Connect } from '../wire/connection.ts';
import { readAddress } from './address.ts';
import { createConnector, refuseTwoKeys } from './connecting.ts';
import { demoModel } from '../wire/demo/names.ts';
import { environmentProviderId, readEnvironment, type EnvironmentProvider } from './environment.ts';
import { createExtraKeeper } from './extras.ts';
import { createServerFetch } from './fetch.ts';
import { createStorageView } from './key-storage.ts';
import { createKeyRing } from './keys.ts';
import { askForConsent, checkConsent, needsConsent } from './plain-http.ts';
import type { SecretsPort, SettingsPort } from './ports.ts';
import { proxySecrets } from '../network/proxy.ts';
import { nameOf, readdressed, wantedExtras } from './saving.ts';

/** There is one demo, so its id is fixed. */
const demoProviderId = 'demo';

export interface RegistryOptions {
  readonly settings: SettingsPort;
  readonly secrets: SecretsPort;
  /** Where OPENAI_API_KEY, OPENAI_BASE_URL and the proxies are looked for. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly serverFetch?: typeof globalThis.fetch;
  /** Set by --allow-http: the environment's server may be `http://` on the internet. */
  readonly allowsPlainHttp?: boolean;
}

/** The configured servers and their connections. Failures are ExpectedErrors. */
export interface ProviderRegistry {
  list(): readonly ProviderView[];
  /** The settings as the renderer may see them. */
  view(): Promise<SettingsView>;
  /**
   * Creates or changes a provider; the first becomes the default. Throws `invalid` for a bad address, for
   * headers that cannot be sent, and (action `allow_plain_http`) for `http://` to the internet without
   * consent; `storage` when secret values cannot be kept. Nothing has changed then.
   */
  save(input: CommandInput<'providers.save'>): Promise<ProviderView>;
  /** Deletes a provider and its key; another becomes the default if it was that. */
  delete(providerId: string): Promise<void>;
  setKey(providerId: string, key: string): Promise<KeyStatus>;
  deleteKey(providerId: string): Promise<void>;
  /** The provider for conversations that name none; null when there is none at all. */
  defaultProviderId(): string | null;
  readonly connect: Connect;
  /** Calls `listener` after every change of what {@link view} returns; returns the undo. */
  subscribe(listener: () => void): () => void;
}

/** A faulty environment must not stop the program from starting; connecting reports it. */
function tryEnvironment(
  environment: NonNullable<RegistryOptions['environment']>,
  allowsPlainHttp: boolean,
): {
  readonly found: EnvironmentProvider | null;
  readonly problem: ExpectedError | null;
} {
  try {
    return { found: readEnvironment(environment, allowsPlainHttp), problem: null };
  } catch (error) {
    if (error instanceof ExpectedError) return { found: null, problem: error };
    throw error;
  }
}

function withProvider(settings: Settings, provider: Provider): Settings {
  const known = settings.providers.some(({ id }) => id === provider.id);
  const providers = known
    ? settings.providers.map((each) => (each.id === provider.id ? provider : each))
    : [...settings.providers, provider];
  const chosen = settings.defaultProviderId;
  if (chosen !== null && providers.some(({ id }) => id === chosen))
    return { ...settings, providers };
  return {
    ...settings,
    providers,
    defaultProviderId: provider.id,
    defaultModel: provider.kind === 'demo' ? demoModel : null,
  };
}

/** Makes the registry over the stored settings and secrets. */
export function createRegistry(options: RegistryOptions): ProviderRegistry {
  const { settings, secrets, environment: variables = process.env } = options;
  const serverFetch = options.serverFetch ?? createServerFetch(variables);
  const { found: environment, problem: environmentProblem } = tryEnvironment(
    variables,
    options.allowsPlainHttp === true,
  );
  const listeners = new Set<() => void>();
  const notify = (): void => listeners.forEach((listener) => listener());
  const keys = createKeyRing(secrets, environment, notify);
  const extraKeeper = createExtraKeeper(secrets);
  const storageView = createStorageView(secrets, notify);
  /** The provider of the environment, with what is known of its address so far. */
  let offered = environment?.provider ?? null;
  /** What was learned of the provider of the environment, which is not in the settings. */
  settings.subscribe(notify);

  /** The environment counts until a server is configured; the demo is none. */
  function providers(): readonly Provider[] {
    const saved = settings.read().providers;
    if (offered === null || saved.some(({ kind }) => kind !== 'demo')) return saved;
    return [offered, ...saved];
  }

  /** Conversations may name the environment's provider even when it is no longer offered. */
  function find(providerId: string): Provider {
    const known = providers().find(({ id }) => id === providerId);
    if (known !== undefined) return known;
    if (providerId === environmentProviderId) {
      if (offered !== null) return offered;
      if (environmentProblem !== null) throw environmentProblem;
    }
    throw expected('provider_gone', {});
  }

  function isSaved(providerId: string): boolean {
    return settings.read().providers.some(({ id }) => id === providerId);
  }

  function defaultProviderId(): string | null {
    const known = providers();
    const chosen = settings.read().defaultProviderId;
    return known.find(({ id }) => id === chosen)?.id ?? known[0]?.id ?? null;
  }

  function viewOf(provider: Provider): ProviderView {
    const { id, kind, name, baseUrl } = provider;
    return {
      id,
      kind,
      name,
      baseUrl,
      key: keys.status(provider),
      extras: (provider.extras ?? []).map(({ place, name, value }) => ({ place, name, value })),
      extrasProblem: extraKeeper.problemOf(provider),
      isUnproven: provider.unprovenAddress !== undefined,
      needsConsent: needsConsent(provider),
    };
  }

  /** A key that was entered: the environment's gives way to a header. */
  function hasOwnKey(provider: Provider): boolean {
    return !['none', 'environment'].includes(keys.status(provider).kind);
  }

  function onProven({ id, unprovenAddress }: Provider, baseUrl: string): void {
    const proven = (each: Provider): Provider => {
      if (each.id !== id || each.unprovenAddress !== unprovenAddress) return each;
      const { unprovenAddress: _proven, ...rest } = each;
      return { ...rest, baseUrl };
    };
    if (offered !== null && !isSaved(id)) {
      offered = proven(offered);
      notify();
      return;
    }
    settings.update((before) => ({ ...before, providers: before.providers.map(proven) }));
  }

  /** Keeps what was learned of a provider; of the environment's for as long as Parley runs. */
  function learn(providerId: string, change: (provider: Provider) => Provider): void {
    if (!isSaved(providerId)) {
      if (offered?.id === providerId) offered = change(offered);
      return;
    }
    settings.update((before) => ({
      ...before,
      providers: before.providers.map((each) => (each.id === providerId ? change(each) : each)),
    }));
  }

  const learnedOf = (providerId: string) =>
    createLearning(
      () => find(providerId),
      (change) => learn(providerId, change),
    );

  /** Adds a number to a duplicate name, so that the two can be told apart. */
  function freeName(wanted: string, id: string | null): string {
    const taken = new Set(providers().flatMap((each) => (each.id === id ? [] : [each.name])));
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted} (${String(count)})`;
    return name;
  }

  async function saved(input: CommandInput<'providers.save'>): Promise<Provider> {
    if (input.kind === 'demo') {
      return { id: demoProviderId, kind: 'demo', name: input.name || 'Demo', baseUrl: '' };
    }
    const address = readAddress(input.baseUrl);
    const known = input.id === null ? null : find(input.id);
    if (known?.kind === 'demo') {
      throw expected('demo_has_no_address', {});
    }
    const before = known ?? { id: randomUUID(), kind: input.kind, name: '', baseUrl: '' };
    const provider = readdressed(before, input, address);
    askForConsent(provider);
    const extras = wantedExtras(input.extras, provider, address);
    const { allowWeakKeyStorage } = settings.read();
    if (extras !== null) refuseTwoKeys(provider, extras, hasOwnKey(provider));
    const kept =
      extras === null ? provider : await extraKeeper.keep(provider, extras, allowWeakKeyStorage);
    return { ...kept, name: freeName(input.name || nameOf(address.baseUrl), input.id) };
  }

  const connectTo = createConnector({
    keys,
    extras: extraKeeper,
    environment,
    fetch: serverFetch,
    proxySecrets: proxySecrets(variables),
    learnedOf,
    onProven,
  });

  return {
    list: () => providers().map(viewOf),

    async view() {
      // Prices are many, and told on their own.
      const {
        providers: _providers,
        prices: _prices,
        reportedPrices: _reported,
        ...rest
      } = settings.read();
      const { storage, name } = await storageView();
      const defaultId = defaultProviderId();
      const defaultModel = defaultId === rest.defaultProviderId ? rest.defaultModel : null;
      return {
        settings: { ...rest, defaultProviderId: defaultId, defaultModel },
        providers: providers().map(viewOf),
        keyStorage: storage,
        keyStorageName: name,
      };
    },

    async save(input) {
      const provider = await saved(input);
      settings.update((before) => withProvider(before, provider));
      return viewOf(provider);
    },

    async delete(providerId) {
      if (!isSaved(providerId) && providerId === environmentProviderId && environment !== null) {
        throw expected('provider_of_environment', {});
      }
      await keys.remove(providerId);
      await extraKeeper.remove(providerId);
      settings.update((before) => {
        const rest = before.providers.filter(({ id }) => id !== providerId);
        if (before.defaultProviderId !== providerId) return { ...before, providers: rest };
        const next = rest[0];
        return {
          ...before,
          providers: rest,
          defaultProviderId: next?.id ?? null,
          defaultModel: next?.kind === 'demo' ? demoModel : null,
        };
      });
    },

    async setKey(providerId, key) {
      const provider = find(providerId);
      if (provider.kind === 'demo') {
        throw expected('demo_needs_no_key', {});
      }
      checkConsent(provider);
      refuseTwoKeys(provider, provider.extras ?? [], true);
      await keys.store(provider, key, settings.read().allowWeakKeyStorage);
      // A key makes the environment's provider the person's own; only now, so that a refused one does not.
      if (!isSaved(providerId)) settings.update((before) => withProvider(before, provider));
      return keys.status(provider);
    },

    async deleteKey(providerId) {
      await keys.remove(providerId);
    },

    defaultProviderId,

    async connect(providerId) {
      const provider = find(providerId);
      if (provider.kind !== 'demo') return connectTo(provider);
      return { protocol: 'demo', providerId, name: provider.name };
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
