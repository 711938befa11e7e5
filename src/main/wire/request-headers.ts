import type { ProviderConnection } from './connection.ts';

/** The parts of a connection that are sent with every request. */
export type Credentials = Pick<ProviderConnection, 'apiKey' | 'keyHeader' | 'extras'>;

/**
 * The headers of a request to a provider: the key in its header, if there is one, and the person's
 * own. A `User-Agent` of theirs replaces ours.
 */
export function requestHeaders({ apiKey, keyHeader, extras }: Credentials): Headers {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'Parley' });
  if (apiKey !== null) {
    headers.set(keyHeader, keyHeader === 'authorization' ? `Bearer ${apiKey}` : apiKey);
  }
  for (const [name, value] of Object.entries(extras.headers)) headers.set(name, value);
  return headers;
}

/** Adds the query fields that go with every request to an address. */
export function withQuery(address: string, { extras }: Pick<Credentials, 'extras'>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(extras.query)) url.searchParams.set(name, value);
  return url.href;
}
