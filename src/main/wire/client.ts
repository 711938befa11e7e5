import type { OpenAI } from 'openai';
import { expected } from '../../shared/expected.ts';
import { bodyLimits, limitAnswer } from './body-limits.ts';
import type { ProviderConnection } from './connection.ts';
import { boundedRefusal } from './refusals/refusal-body.ts';
import { requestHeaders } from './request-headers.ts';

/**
 * The only headers of the SDK that are sent; ours are in {@link requestHeaders}. The SDK would send
 * facts about this computer (`X-Stainless-*`) and the contents of OPENAI_CUSTOM_HEADERS to any
 * server.
 */
const sentHeaders = ['accept', 'content-type'];

function politeFetch(
  connection: ProviderConnection,
  fetch: ProviderConnection['fetch'],
  limits: typeof bodyLimits,
): typeof globalThis.fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers);
    const headers = requestHeaders(connection);
    for (const name of sentHeaders) {
      const value = given.get(name);
      if (value !== null) headers.set(name, value);
    }
    const response = await boundedRefusal(await fetch(input, { ...init, headers }), init?.signal);
    return limitAnswer(response, connection.name, limits);
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
  // A header may hold visible ASCII only, and the error that fetch would throw repeats the key.
  if (apiKey === null || /^[\x21-\x7e]+$/.test(apiKey)) return;
  throw expected('key_unsendable', { provider: name });
}

/**
 * Creates the SDK's client for a provider. The SDK is loaded on the first call, because it adds
 * some 50 ms to the start. Nothing from the environment is used (OPENAI_ORG_ID, OPENAI_PROJECT_ID,
 * OPENAI_CUSTOM_HEADERS, OPENAI_LOG, a key or base URL). Without a key, no Authorization header is
 * sent. Redirects are not followed, because a key belongs to one origin. `fetch` defaults to the
 * connection's, `limits` to those of an answer. Rejects with an ExpectedError (`invalid`, `auth`) if the address or key cannot be
 * used.
 */
export async function openClient(
  connection: ProviderConnection,
  fetch: ProviderConnection['fetch'] = connection.fetch,
  limits = bodyLimits,
): Promise<OpenAI> {
  checkAddress(connection);
  checkKey(connection);
  const { OpenAI } = await import('openai');
  const { baseUrl, extras } = connection;
  return new OpenAI({
    baseURL: baseUrl,
    // The SDK insists on a key; politeFetch decides what is sent.
    apiKey: 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    fetch: politeFetch(connection, fetch, limits),
    fetchOptions: { redirect: 'manual' },
    defaultHeaders: { Accept: 'application/json' },
    defaultQuery: { ...extras.query },
  });
}
