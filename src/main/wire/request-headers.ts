import type { ProviderConnection } from './ports.ts';

/** What a connection says of itself with every request. */
export type Credentials = Pick<ProviderConnection, 'apiKey' | 'keyHeader' | 'extras'>;

/**
 * The headers of a request to a provider: the key in its header, if there is one, and what the person
 * added. An added `User-Agent` counts in place of ours.
 */
export function requestHeaders({ apiKey, keyHeader, extras }: Credentials): Headers {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'Parley' });
  if (apiKey !== null) {
    headers.set(keyHeader, keyHeader === 'authorization' ? `Bearer ${apiKey}` : apiKey);
  }
  for (const [name, value] of Object.entries(extras.headers)) headers.set(name, value);
  return headers;
}

/** An address with the query fields that go with every request. */
export function withQuery(address: string, { extras }: Pick<Credentials, 'extras'>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(extras.query)) url.searchParams.set(name, value);
  return url.href;
}
