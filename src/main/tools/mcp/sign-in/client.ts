import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { expected, ExpectedError } from '../../../../shared/expected.ts';
import { errorMessage } from '../connect-error.ts';
import type { McpSdk } from '../sdk.ts';
import type { KeptClient, Place } from './record.ts';

/** The redirect path of clients that are not registered by Parley. */
const usualPath = '/callback';

/** Returns a new redirect path, which no web page can guess. */
export function newPath(): string {
  return `/${randomBytes(18).toString('base64url')}`;
}

/** The redirect address on this machine (RFC 8252). */
export function redirectAddress(port: number, path: string): string {
  return `http://127.0.0.1:${port}${path}`;
}

/** Creates a client with an id that the person or Parley's build provides. */
export function givenClient(
  from: 'entered' | 'document',
  id: string,
  rest: { readonly secret?: string | null; readonly port?: number | null } = {},
): KeptClient {
  const { secret = null, port = null } = rest;
  return { from, id, secret, port, method: null, secretEndsAt: null, path: usualPath };
}

/** The error codes of RFC 7591 and others; anything else is not shown. */
const refusalSchema = z.object({
  error: z.string().max(200),
  error_description: z.string().max(2000).optional(),
});

/** Returns what a refusal says; null if it is not an error of OAuth, such as a page. */
function saidIn(body: string): string | null {
  try {
    const { error, error_description: description } = refusalSchema.parse(JSON.parse(body));
    return errorMessage(new Error(description ?? error));
  } catch {
    return null;
  }
}

/** Dependencies and parameters of a registration. */
export interface RegisterOptions {
  readonly sdk: Pick<McpSdk, 'registerClient' | 'RegistrationRejectedError'>;
  readonly fetch: typeof globalThis.fetch;
  readonly server: string;
  readonly place: Place;
  readonly port: number;
  readonly scopes: readonly string[];
  readonly now: number;
}

/** Registers Parley at a place (RFC 7591). Throws an ExpectedError. */
export async function registerParley(options: RegisterOptions): Promise<KeptClient> {
  const { sdk, fetch, server, place, port, scopes, now } = options;
  const path = newPath();
  const named = { server, host: new URL(place.registration ?? place.issuer).host };
  try {
    const registered = await sdk.registerClient(place.issuer, {
      metadata: metadataOf(place),
      clientMetadata: {
        client_name: 'Parley',
        application_type: 'native',
        redirect_uris: [redirectAddress(port, path)],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: methodToAskFor(place),
        ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
      },
      fetchFn: (url, init) => fetch(url, init),
    });
    const ends = registered.client_secret_expires_at ?? 0;
    return {
      from: 'registered',
      id: registered.client_id,
      secret: registered.client_secret ?? null,
      method: registered.token_endpoint_auth_method ?? null,
      // 0 means never.
      secretEndsAt: ends === 0 ? null : Math.max(now, ends * 1000),
      port,
      path,
    };
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    const isRefused = error instanceof sdk.RegistrationRejectedError;
    const said = isRefused ? saidIn(error.body) : null;
    // A guessed place that does not answer as one for signing in is none.
    if (place.isGuessed && said === null) throw expected('tool_sign_in_nowhere', { server });
    if (isRefused) {
      throw expected('tool_sign_in_registration', {
        ...named,
        said: said ?? errorMessage(new Error('')),
      });
    }
    throw expected('tool_sign_in_unreadable', named);
  }
}

/** A program on the person's machine cannot keep a secret, so none is asked for if possible. */
function methodToAskFor({ authMethods }: Place): string {
  if (authMethods.length === 0 || authMethods.includes('none')) return 'none';
  return authMethods.includes('client_secret_post') ? 'client_secret_post' : 'client_secret_basic';
}

/** Returns the parts of a place that the SDK uses. */
export function metadataOf(place: Place) {
  return {
    issuer: place.issuer,
    authorization_endpoint: place.authorization,
    token_endpoint: place.token,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    ...(place.registration === null ? {} : { registration_endpoint: place.registration }),
    authorization_response_iss_parameter_supported: place.namesIssuer,
  };
}

/** The form encoding of RFC 6749 §2.3.1, which the SDK leaves out. */
function encoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

/**
 * Adds what proves to an endpoint who the client is: the method chosen at registration, otherwise
 * the first that the endpoint supports.
 */
export function authenticate(
  client: KeptClient,
  supported: readonly string[],
  headers: Headers,
  body: URLSearchParams,
): void {
  const { id, secret, method } = client;
  const usual = supported.includes('client_secret_post')
    ? 'client_secret_post'
    : 'client_secret_basic';
  const chosen = secret === null ? 'none' : (method ?? usual);
  if (secret !== null && chosen === 'client_secret_basic') {
    const text = `${encoded(id)}:${encoded(secret)}`;
    headers.set('authorization', `Basic ${Buffer.from(text).toString('base64')}`);
    return;
  }
  body.set('client_id', id);
  if (secret !== null && chosen !== 'none') body.set('client_secret', secret);
}
