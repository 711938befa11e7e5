import type { OpenAI } from 'openai';
import { expected } from '../../../shared/expected.ts';
import { limitBody } from '../body-limits.ts';
import type { ProviderConnection } from '../connection.ts';
import { boundedRefusal } from '../refusals/refusal-body.ts';
import { requestHeaders } from '../request-headers.ts';

/**
 * All headers of the SDK's that leave; ours are in {@link requestHeaders}. It would add what it learns
 * of this computer (`X-Stainless-*`) and whatever OPENAI_CUSTOM_HEADERS holds, to any server.
 */
const sentHeaders = ['accept', 'content-type'];

function politeFetch(
  connection: ProviderConnection,
  fetch: ProviderConnection['fetch'],
): typeof globalThis.fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers);
    const headers = requestHeaders(connection);
    for (const name of sentHeaders) {
      const value = given.get(name);
      if (value !== null) headers.set(name, value);
    }
    const response = await boundedRefusal(await fetch(input, { ...init, headers }), init?.signal);
    return limitBody(response, connection.name);
  };
}

function checkAddress({ baseUrl }: ProviderConnection): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url !== null && (url.username !== '' || url.password !== '')) {
    throw expected('credentials_in_address', {});
  }
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return;
  throw baseUrl === ''
    ? expected('no_address', {})
    : expected('not_a_web_address', { address: baseUrl });
}

function checkKey({ name, apiKey }: ProviderConnection): void {
  // A header holds visible ASCII only; the error that fetch would throw repeats the key.
  if (apiKey === null || /^[\x21-\x7e]+$/.test(apiKey)) return;
  throw expected('key_unsendable', { provider: name });
}

/**
 * Makes the SDK's client for a provider. The SDK is loaded with the first call, for it costs a start
 * some 50 ms. Nothing of the environment (OPENAI_ORG_ID, OPENAI_PROJECT_ID, OPENAI_CUSTOM_HEADERS,
 * OPENAI_LOG, a key or base URL) gets in; without a key no Authorization header is sent; redirects
 * are not followed, for a key belongs to one origin. `fetch` is the connection's unless given.
 * Rejects with an ExpectedError (`invalid`, `auth`) when address or key cannot be used.
 */
export async function openClient(
  connection: ProviderConnection,
  fetch: ProviderConnection['fetch'] = connection.fetch,
): Promise<OpenAI> {
  checkAddress(connection);
  checkKey(connection);
  const { OpenAI } = await import('openai');
  const { baseUrl, extras } = connection;
  return new OpenAI({
    baseURL: baseUrl,
    // The SDK insists on a key. What leaves is decided by politeFetch.
    apiKey: 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    fetch: politeFetch(connection, fetch),
    fetchOptions: { redirect: 'manual' },
    defaultHeaders: { Accept: 'application/json' },
    defaultQuery: { ...extras.query },
  });
}
