import { randomUUID } from 'node:crypto';
import type { CommandInput, ProviderView, SettingsView } from '../../shared/contract.ts';
import { expected, ExpectedError } from '../../shared/errors.ts';
import type { KeyStatus, Provider, Settings } from '../../shared/settings.ts';
import type { Connect } from '../chat/ports.ts';
import { normaliseBaseUrl } from './address.ts';
import { demoBaseUrl, demoModel } from './demo/names.ts';
import { environmentProviderId, readEnvironment, type EnvironmentProvider } from './environment.ts';
import { createServerFetch } from './fetch.ts';
import { createStorageView } from './key-storage.ts';
import { createKeyRing } from './keys.ts';
import type { SecretsPort, SettingsPort } from './ports.ts';

/** There is one demo, so its id is fixed. */
const demoProviderId = 'demo';

export interface RegistryOptions {
  readonly settings: SettingsPort;
  readonly secrets: SecretsPort;
  /** Where OPENAI_API_KEY, OPENAI_BASE_URL and the proxies are looked for. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly serverFetch?: typeof globalThis.fetch;
  readonly demoFetch?: typeof globalThis.fetch;
}

/** Which servers there are, and what it takes to talk to them. Failures are ExpectedErrors. */
export interface ProviderRegistry {
  list(): readonly ProviderView[];
  /** The settings as the renderer may see them. */
  view(): Promise<SettingsView>;
  /** Creates or changes a provider; the first becomes the default. Throws `invalid` for a bad address. */
  save(input: CommandInput<'providers.save'>): ProviderView;
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

/** The demo answers from this process; it is loaded when it is first asked. */
function lazyDemoFetch(): typeof globalThis.fetch {
  let demo: Promise<typeof globalThis.fetch> | null = null;
  return async (input, init) => {
    demo ??= import('./demo/fetch.ts').then(({ createDemoFetch }) => createDemoFetch());
    return (await demo)(input, init);
  };
}

/** An environment that cannot be used must not keep the program from starting; connecting says why. */
function tryEnvironment(environment: NonNullable<RegistryOptions['environment']>): {
  readonly found: EnvironmentProvider | null;
  readonly problem: ExpectedError | null;
} {
  try {
    return { found: readEnvironment(environment), problem: null };
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

/** Makes the registry over the settings and secrets as kept. */
export function createRegistry(options: RegistryOptions): ProviderRegistry {
  const { settings, secrets, environment: variables = process.env } = options;
  const serverFetch = options.serverFetch ?? createServerFetch(variables);
  const demoFetch = options.demoFetch ?? lazyDemoFetch();
  const { found: environment, problem: environmentProblem } = tryEnvironment(variables);
  const listeners = new Set<() => void>();
  const notify = (): void => listeners.forEach((listener) => listener());
  const keys = createKeyRing(secrets, environment, notify);
  const storageView = createStorageView(secrets, notify);
  /** What was learned of the provider of the environment, which is not in the settings. */
  let environmentRefusesStreamOptions = false;
  settings.subscribe(notify);

  /** The environment counts until a server is configured; the demo is none. */
  function providers(): readonly Provider[] {
    const saved = settings.read().providers;
    if (environment === null || saved.some(({ kind }) => kind !== 'demo')) return saved;
    return [environment.provider, ...saved];
  }

  /** Conversations may name the environment's provider even when it is no longer offered. */
  function find(providerId: string): Provider {
    const known = providers().find(({ id }) => id === providerId);
    if (known !== undefined) return known;
    if (providerId === environmentProviderId) {
      if (environment !== null) return environment.provider;
      if (environmentProblem !== null) throw environmentProblem;
    }
    throw expected('invalid', 'This provider is no longer set up. Choose another model.', {
      action: 'choose_model',
    });
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
    return { id, kind, name, baseUrl, key: keys.status(provider) };
  }

  function rememberRefusal(providerId: string): void {
    if (!isSaved(providerId)) {
      environmentRefusesStreamOptions = true;
      return;
    }
    settings.update((before) => ({
      ...before,
      providers: before.providers.map((each) =>
        each.id === providerId ? { ...each, refusesStreamOptions: true } : each,
      ),
    }));
  }

  /** Two of one name could not be told apart where one is chosen: the later one gets a number. */
  function freeName(wanted: string, id: string | null): string {
    const taken = new Set(providers().flatMap((each) => (each.id === id ? [] : [each.name])));
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted} (${String(count)})`;
    return name;
  }

  function saved(input: CommandInput<'providers.save'>): Provider {
    if (input.kind === 'demo') {
      return { id: demoProviderId, kind: 'demo', name: input.name, baseUrl: '' };
    }
    const baseUrl = normaliseBaseUrl(input.baseUrl);
    const name = freeName(input.name, input.id);
    if (input.id === null) return { id: randomUUID(), kind: input.kind, name, baseUrl };
    const before = find(input.id);
    if (before.kind === 'demo') {
      throw expected('invalid', 'The demo model has no address. Add a provider instead.');
    }
    // What was learned of one server says nothing of another.
    const { refusesStreamOptions: _learned, ...rest } = before;
    const kept = before.baseUrl === baseUrl ? before : rest;
    return { ...kept, name, baseUrl };
  }

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

    save(input) {
      const provider = saved(input);
      settings.update((before) => withProvider(before, provider));
      return viewOf(provider);
    },

    async delete(providerId) {
      if (!isSaved(providerId) && providerId === environmentProviderId && environment !== null) {
        throw expected(
          'invalid',
          'This provider comes from OPENAI_API_KEY or OPENAI_BASE_URL. Unset them and start Parley again to remove it.',
        );
      }
      await keys.remove(providerId);
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
        throw expected('invalid', 'The demo model needs no API key.');
      }
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
      const isDemo = provider.kind === 'demo';
      return {
        providerId,
        name: provider.name,
        baseUrl: isDemo ? demoBaseUrl : provider.baseUrl,
        apiKey: isDemo ? null : await keys.keyFor(provider),
        fetch: isDemo ? demoFetch : serverFetch,
        refusesStreamOptions:
          provider.refusesStreamOptions ??
          (provider === environment?.provider && environmentRefusesStreamOptions),
        rememberStreamOptionsRefused: () => rememberRefusal(providerId),
      };
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
