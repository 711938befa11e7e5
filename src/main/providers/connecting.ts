import { expected, type ExpectedError } from '../../shared/expected.ts';
import type { Provider } from '../../shared/model/providers/provider.ts';
import type { ProviderConnection } from '../wire/connection.ts';
import { originOf } from './address.ts';
import { environmentProviderId, type EnvironmentProvider } from './environment.ts';
import type { ExtraKeeper, SentExtras } from './extras.ts';
import { findApi } from './find-api.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { checkConsent } from './plain-http.ts';
import type { Learned } from './learned/learned.ts';
import { keyHeaderOf } from './services.ts';

/** Dependencies of {@link createConnector}. */
export interface ConnectingRooms {
  readonly keys: Pick<KeyRing, 'status' | 'keysFor'>;
  readonly extras: Pick<ExtraKeeper, 'sentWith'>;
  readonly environment: EnvironmentProvider | null;
  readonly fetch: ProviderConnection['fetch'];
  readonly proxySecrets: readonly string[];
  readonly learnedOf: (providerId: string) => Learned;
  /** Called when the API of an address that had to be guessed has been found. */
  readonly onProven: (provider: Provider, baseUrl: string) => void;
}

function hasKeyHeader(
  extras: readonly { place: string; name: string }[],
  baseUrl: string,
): boolean {
  const keyHeader = keyHeaderOf(baseUrl);
  return extras.some(({ place, name }) => place === 'header' && name.toLowerCase() === keyHeader);
}

/** Adds the person's organisation and project, unless a header of theirs says otherwise. */
function withAccount(
  extras: SentExtras['extras'],
  { organisation, project }: Provider,
): SentExtras['extras'] {
  const taken = new Set(Object.keys(extras.headers).map((name) => name.toLowerCase()));
  const own = Object.entries({ 'OpenAI-Organization': organisation, 'OpenAI-Project': project });
  const added = own.flatMap(([name, value]) =>
    value === undefined || taken.has(name.toLowerCase()) ? [] : [[name, value] as const],
  );
  return { ...extras, headers: { ...Object.fromEntries(added), ...extras.headers } };
}

function twoKeys({ name, baseUrl }: Pick<Provider, 'name' | 'baseUrl'>): ExpectedError {
  const header = keyHeaderOf(baseUrl) === 'authorization' ? 'Authorization' : 'api-key';
  return expected('two_keys', { provider: name, header }, { about: 'extras' });
}

/**
 * Throws an ExpectedError (`invalid`) if both a key, stored or about to be, and a header would
 * carry credentials. A header alone counts as the key.
 */
export function refuseTwoKeys(
  provider: Pick<Provider, 'name' | 'baseUrl'>,
  extras: readonly { place: string; name: string }[],
  hasKey: boolean,
): void {
  if (hasKey && hasKeyHeader(extras, provider.baseUrl)) throw twoKeys(provider);
}

/**
 * Creates the function that opens a connection to a real server. It throws ExpectedErrors with a
 * next step.
 */
export function createConnector(
  rooms: ConnectingRooms,
): (provider: Provider) => Promise<ProviderConnection> {
  const { keys, environment } = rooms;
  /** Searches in progress by provider; concurrent callers share one. */
  const searches = new Map<string, Promise<string>>();
  /** The key that a provider accepted last. */
  const working = new Map<string, string>();

  async function extrasFor(provider: Provider): Promise<SentExtras> {
    const own = await rooms.extras.sentWith(provider);
    const isOfEnvironment =
      environment !== null &&
      provider.id === environmentProviderId &&
      originOf(provider.baseUrl) === originOf(environment.provider.baseUrl);
    if (!isOfEnvironment) return own;
    return {
      extras: { ...own.extras, query: { ...environment.query, ...own.extras.query } },
      secrets: [...own.secrets, ...environment.secrets],
    };
  }

  async function keysFor(provider: Provider): Promise<readonly string[]> {
    const extras = provider.extras ?? [];
    const isOwn = !['none', 'environment'].includes(keys.status(provider).kind);
    refuseTwoKeys(provider, extras, isOwn);
    return hasKeyHeader(extras, provider.baseUrl) ? [] : keys.keysFor(provider);
  }

  /** Several keys of a provider, with the one that worked while Parley ran. */
  function severalKeys(providerId: string, all: readonly string[]): Partial<ProviderConnection> {
    const [first] = all;
    if (first === undefined || all.length === 1) return {};
    const preferred = (): string => {
      const last = working.get(providerId);
      return last !== undefined && all.includes(last) ? last : first;
    };
    return { keys: { all, preferred, worked: (key) => working.set(providerId, key) } };
  }

  /** Finds the API. The result is remembered for the next connection. */
  async function locate(provider: Provider, connection: ProviderConnection): Promise<string> {
    const { id, unprovenAddress } = provider;
    if (unprovenAddress === undefined) return connection.baseUrl;
    const known = searches.get(id);
    if (known !== undefined) return known;
    const search = findApi(connection, unprovenAddress)
      .then((found) => {
        if (found !== null) rooms.onProven(provider, found);
        return found ?? connection.baseUrl;
      })
      .finally(() => searches.delete(id));
    searches.set(id, search);
    return search;
  }

  return async (provider) => {
    checkConsent(provider);
    const { extras, secrets } = await extrasFor(provider);
    const all = await keysFor(provider);
    const apiKey = all[0] ?? null;
    const { timeoutSeconds } = provider;
    const connection: ProviderConnection = {
      protocol: 'server',
      providerId: provider.id,
      name: provider.name,
      baseUrl: provider.baseUrl,
      apiKey,
      ...severalKeys(provider.id, all),
      ...(timeoutSeconds === undefined ? {} : { idleTimeoutMs: timeoutSeconds * 1000 }),
      keyHeader: keyHeaderOf(provider.baseUrl),
      extras: withAccount(extras, provider),
      secrets: [...all, ...secrets, ...rooms.proxySecrets],
      fetch: rooms.fetch,
      ...rooms.learnedOf(provider.id),
    };
    return { ...connection, baseUrl: await locate(provider, connection) };
  };
}
