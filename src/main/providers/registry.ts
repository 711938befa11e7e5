import { isDeepStrictEqual } from 'node:util';
import {
  createLearning,
  createWindows,
  refusedParametersOf,
  withRefusedParameters,
  type Windows,
} from './learned/learned.ts';
import type { CommandInput, ProviderView, SettingsView } from '../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import type { Parameters } from '../../shared/model/parameters/parameters.ts';
import { providerToolsOf } from '../../shared/model/models/own-model.ts';
import { placesShape } from '../../shared/model/desktop/places.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Provider } from '../../shared/model/providers/provider.ts';
import type { Connect } from '../wire/connection.ts';
import { createConnector } from './connecting.ts';
import { environmentProviderId, readEnvironment } from './environment.ts';
import { createExtraKeeper } from './extras.ts';
import { createServerFetch } from './fetch.ts';
import { createStorageView } from './keys/key-storage.ts';
import { createKeyCommands, type KeyCommands } from './keys/key-commands.ts';
import { createKeyRing } from './keys/key-ring.ts';
import { needsConsent } from './plain-http.ts';
import type { SecretsPort, SettingsPort } from './ports.ts';
import { proxySecrets } from '../network/proxy.ts';
import { createLearnedFactors, type LearnedFactors } from './learned/factors.ts';
import { protocolView } from './learned/protocols.ts';
import { createProviderList, type FoundEnvironment } from './provider-list.ts';
import { withModelParameters, withoutProvider, withProvider } from './provider-settings.ts';
import { providerToSave } from './provider-to-save.ts';

export interface RegistryOptions {
  readonly settings: SettingsPort;
  readonly secrets: SecretsPort;
  /** Where OPENAI_API_KEY, OPENAI_BASE_URL and the proxies are looked up. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly serverFetch?: typeof globalThis.fetch;
  /** Set by --allow-http: the environment's server may be `http://` on the internet. */
  readonly allowsPlainHttp?: boolean;
}

/** The configured servers and their connections. Failures are ExpectedErrors. */
export interface ProviderRegistry extends Windows, LearnedFactors, KeyCommands {
  list(): readonly ProviderView[];
  /** The settings as the renderer may see them. */
  view(): Promise<SettingsView>;
  /**
   * Creates or changes a provider; the first becomes the default. Throws `invalid` for a bad
   * address, for headers that cannot be sent, and (action `allow_plain_http`) for `http://` to the
   * internet without consent; `storage` if secret values cannot be stored. If it throws, nothing
   * has changed.
   */
  save(input: CommandInput<'providers.save'>): Promise<ProviderView>;
  /** Deletes a provider and its key; another becomes the default if it was the default. */
  delete(providerId: string): Promise<void>;
  /** Sets the parameters of all conversations with a model; null removes them. */
  setParameters(providerId: string, model: string, parameters: Parameters | null): void;
  /** Forgets that the server refused a parameter for a model. */
  retryParameter(providerId: string, model: string, field: string): void;
  /** A provider as it is stored; undefined if there is none. */
  provider(providerId: string): Provider | undefined;
  /** The provider for conversations that name none; null if there are no providers. */
  defaultProviderId(): string | null;
  readonly connect: Connect;
  /**
   * Calls `listener` after every change to what {@link view} returns; returns a function that
   * unsubscribes.
   */
  subscribe(listener: () => void): () => void;
}

/** A faulty environment must not prevent the program from starting; connecting reports it. */
function tryEnvironment(
  environment: NonNullable<RegistryOptions['environment']>,
  allowsPlainHttp: boolean,
): FoundEnvironment {
  try {
    return { found: readEnvironment(environment, allowsPlainHttp), problem: null };
  } catch (error) {
    if (error instanceof ExpectedError) return { found: null, problem: error };
    throw error;
  }
}

/**
 * Makes a listener that calls `listener` unless only places of windows have changed, which change
 * while a window is moved or read, and which no view shows.
 */
function onViewedChange(first: Settings, listener: () => void): (settings: Settings) => void {
  let before = first;
  return (after) => {
    const viewed = Object.keys(after).filter((key) => !Object.hasOwn(placesShape, key));
    const isChanged = viewed.some((key) => !isDeepStrictEqual(after[key], before[key]));
    before = after;
    if (isChanged) listener();
  };
}

/** Creates the registry on top of the stored settings and secrets. */
export function createRegistry(options: RegistryOptions): ProviderRegistry {
  const { settings, secrets, environment: variables = process.env } = options;
  const serverFetch = options.serverFetch ?? createServerFetch(variables);
  const foundEnvironment = tryEnvironment(variables, options.allowsPlainHttp === true);
  const environment = foundEnvironment.found;
  const listeners = new Set<() => void>();
  const notify = (): void => listeners.forEach((listener) => listener());
  const keys = createKeyRing(secrets, environment, notify);
  const extraKeeper = createExtraKeeper(secrets);
  const storageView = createStorageView(secrets, notify);
  const providers = createProviderList(settings, foundEnvironment, notify);
  settings.subscribe(onViewedChange(settings.read(), notify));

  function viewOf(provider: Provider): ProviderView {
    const { id, kind, name, baseUrl } = provider;
    return {
      id,
      kind,
      name,
      baseUrl,
      key: keys.status(provider),
      furtherKeys: keys.further(provider),
      organisation: provider.organisation ?? '',
      project: provider.project ?? '',
      timeoutSeconds: provider.timeoutSeconds ?? null,
      extras: (provider.extras ?? []).map(({ place, name, value }) => ({ place, name, value })),
      extrasProblem: extraKeeper.problemOf(provider),
      refusedParameters: provider.refusedParameters ?? {},
      ...protocolView(provider),
      isUnproven: provider.unprovenAddress !== undefined,
      needsConsent: needsConsent(provider),
    };
  }

  const learnedOf = (providerId: string) =>
    createLearning(
      () => providers.find(providerId),
      (change) => providers.change(providerId, change),
      (model) => providerToolsOf(settings.read().models, providerId, model),
    );

  const connectTo = createConnector({
    keys,
    extras: extraKeeper,
    environment,
    fetch: serverFetch,
    proxySecrets: proxySecrets(variables),
    learnedOf,
    onProven: (provider, baseUrl) => providers.prove(provider, baseUrl),
  });

  return {
    list: () => providers.all().map(viewOf),

    async view() {
      // There are many prices, and they are sent separately.
      const {
        providers: _providers,
        prices: _prices,
        reportedPrices: _reported,
        ...rest
      } = settings.read();
      const { storage, name } = await storageView();
      const defaultId = providers.defaultId();
      const defaultModel = defaultId === rest.defaultProviderId ? rest.defaultModel : null;
      return {
        settings: { ...rest, defaultProviderId: defaultId, defaultModel },
        providers: providers.all().map(viewOf),
        keyStorage: storage,
        keyStorageName: name,
      };
    },

    async save(input) {
      const provider = await providerToSave({ settings, keys, extraKeeper, providers }, input);
      settings.update((before) => withProvider(before, provider));
      // A secret value can be all that changed, and it is not among the settings.
      notify();
      return viewOf(provider);
    },

    async delete(providerId) {
      if (
        !providers.isSaved(providerId) &&
        providerId === environmentProviderId &&
        environment !== null
      ) {
        throw expected('provider_of_environment', {});
      }
      await keys.remove(providers.find(providerId));
      await extraKeeper.remove(providerId);
      settings.update((before) => withoutProvider(before, providerId));
    },

    setParameters(providerId, model, parameters) {
      settings.update((before) => withModelParameters(before, providerId, model, parameters));
    },

    retryParameter(providerId, model, field) {
      providers.change(providerId, (before) => {
        const others = refusedParametersOf(before, model).filter((each) => each.field !== field);
        return withRefusedParameters(before, model, others);
      });
    },

    ...createKeyCommands({ settings, providers, keys }),

    provider: (providerId) => providers.all().find(({ id }) => id === providerId),

    defaultProviderId: () => providers.defaultId(),

    async connect(providerId) {
      const provider = providers.find(providerId);
      if (provider.kind !== 'demo') return connectTo(provider);
      return { protocol: 'demo', providerId, name: provider.name };
    },

    ...createWindows(providers),

    ...createLearnedFactors(providers),

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
