import { expected, ExpectedError } from '../../../../shared/expected.ts';
import { errorMessage } from '../connect-error.ts';
import type { McpSdk } from '../sdk.ts';
import { scopesIn } from './challenge.ts';
import { authenticate, metadataOf } from './client.ts';
import type { KeptClient, KeptTokens, Place } from './record.ts';

type TokenSdk = Pick<
  McpSdk,
  'exchangeAuthorization' | 'refreshAuthorization' | 'OAuthError' | 'IssuerMismatchError'
>;

/** Dependencies of requests for tokens. */
export interface TokenOptions {
  readonly sdk: TokenSdk;
  /** See `createRequests`. */
  readonly fetch: typeof globalThis.fetch;
  readonly server: string;
  readonly now: () => number;
  /** Removes these secrets from a text. */
  readonly redact: (text: string, secrets: readonly string[]) => string;
}

/** The longest lifetime of a token that is believed, in seconds. */
const longestLife = 10 * 365 * 24 * 3600;

/** Returns how long a token is used, in ms: a little less than it lives, as requests take time. */
function usableMs(seconds: number): number {
  return (seconds - Math.min(30, seconds / 10)) * 1000;
}

/** The part of an answer that the SDK has validated. */
interface Answered {
  readonly access_token: string;
  readonly token_type: string;
  readonly refresh_token?: string | undefined;
  readonly expires_in?: number | undefined;
  readonly scope?: string | undefined;
}

function tokensOf(
  answer: Answered,
  from: Pick<KeptTokens, 'place' | 'resource' | 'asked'> & { readonly granted: string },
  { server, now }: TokenOptions,
): KeptTokens {
  const { host } = new URL(from.place.token);
  const isUsable =
    answer.token_type.toLowerCase() === 'bearer' && /^[\x21-\x7e]+$/.test(answer.access_token);
  if (!isUsable) throw expected('tool_sign_in_token_kind', { server, host });
  const seconds = answer.expires_in;
  const isKnown = seconds !== undefined && Number.isFinite(seconds) && seconds > 0;
  return {
    place: from.place,
    resource: from.resource,
    asked: from.asked,
    access: answer.access_token,
    refresh: answer.refresh_token ?? null,
    endsAt: isKnown ? now() + usableMs(Math.min(seconds, longestLife)) : null,
    granted: scopesIn(answer.scope ?? from.granted).join(' '),
  };
}

/** Converts the error of a request for tokens. The message of a stranger never contains a secret. */
function tokenError(
  error: unknown,
  host: string,
  { sdk, server, redact }: TokenOptions,
  secrets: readonly (string | null)[],
): Error {
  if (error instanceof ExpectedError) return error;
  if (error instanceof sdk.IssuerMismatchError) {
    return expected('tool_sign_in_mixed_up', { server, host });
  }
  if (error instanceof sdk.OAuthError) {
    switch (error.code) {
      case 'invalid_client':
      case 'unauthorized_client':
        return expected('tool_sign_in_client_refused', { server, host });
      // The SDK gives this code to an answer that is not an error of OAuth, with its whole text.
      case 'server_error':
        return expected('tool_sign_in_unreadable', { server, host });
    }
    const known = secrets.filter((text) => text !== null);
    const said = errorMessage(new Error(redact(error.message || error.code, known)));
    return expected('tool_sign_in_refused', { server, host, said });
  }
  // Anything else is an answer without tokens.
  return expected('tool_sign_in_unreadable', { server, host });
}

/** Returns the fetch for the SDK. A server that is out of order is not asked what it means. */
function tokenFetch({ fetch, server }: TokenOptions) {
  return async (url: string | URL, init?: RequestInit): Promise<Response> => {
    const response = await fetch(url, init);
    const { status } = response;
    const { host } = new URL(url);
    if (status >= 500 || status === 429)
      throw expected('tool_sign_in_http', { server, host, status });
    return response;
  };
}

/** A code that the browser brought back. */
export interface Code {
  readonly place: Place;
  readonly client: KeptClient;
  readonly resource: string | null;
  readonly asked: string;
  readonly code: string;
  readonly issuer: string | null;
  readonly verifier: string;
  readonly redirect: string;
}

/** Exchanges a code for tokens. Throws an ExpectedError. */
export async function redeem(given: Code, options: TokenOptions): Promise<KeptTokens> {
  const { place, client, resource, code, issuer, verifier } = given;
  const { sdk } = options;
  const { host } = new URL(place.token);
  try {
    const answer = await sdk.exchangeAuthorization(place.issuer, {
      metadata: metadataOf(place),
      clientInformation: { client_id: client.id },
      authorizationCode: code,
      codeVerifier: verifier,
      redirectUri: given.redirect,
      ...(issuer === null ? {} : { iss: issuer }),
      ...(resource === null ? {} : { resource }),
      addClientAuthentication: (headers, body) =>
        authenticate(client, place.authMethods, headers, body),
      fetchFn: tokenFetch(options),
    });
    return tokensOf(answer, { ...given, granted: given.asked }, options);
  } catch (error) {
    throw tokenError(error, host, options, [code, verifier, client.secret]);
  }
}

/** Renews tokens. The old refresh token is kept if no new one comes. Throws an ExpectedError. */
export async function renew(
  tokens: KeptTokens,
  client: KeptClient,
  options: TokenOptions,
): Promise<KeptTokens> {
  const { place, resource, refresh } = tokens;
  const { sdk, server } = options;
  const { host } = new URL(place.token);
  if (refresh === null) throw expected('tool_sign_in_ended', { server, host });
  try {
    const answer = await sdk.refreshAuthorization(place.issuer, {
      metadata: metadataOf(place),
      clientInformation: { client_id: client.id },
      refreshToken: refresh,
      ...(resource === null ? {} : { resource }),
      addClientAuthentication: (headers, body) =>
        authenticate(client, place.authMethods, headers, body),
      fetchFn: tokenFetch(options),
    });
    return tokensOf(answer, tokens, options);
  } catch (error) {
    const isOver = error instanceof sdk.OAuthError && error.code === 'invalid_grant';
    if (isOver) throw expected('tool_sign_in_ended', { server, host });
    throw tokenError(error, host, options, [refresh, client.secret]);
  }
}

/** Asks the place to end tokens (RFC 7009). The refresh token ends the others. */
export async function revoke(
  tokens: KeptTokens,
  client: KeptClient | null,
  fetch: typeof globalThis.fetch,
): Promise<void> {
  const { place, refresh, access } = tokens;
  if (place.revocation === null) return;
  for (const [hint, token] of [
    ['refresh_token', refresh],
    ['access_token', access],
  ] as const) {
    if (token === null) continue;
    const body = new URLSearchParams({ token, token_type_hint: hint });
    const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' });
    if (client !== null) authenticate(client, place.revocationMethods, headers, body);
    await fetch(place.revocation, { method: 'POST', headers, body });
  }
}
