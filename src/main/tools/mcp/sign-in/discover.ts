import * as z from 'zod';
import { expected, ExpectedError } from '../../../../shared/expected.ts';
import { secureUrl, urlIn } from './addresses.ts';
import { namedScopes, scopesIn, type Challenge } from './challenge.ts';
import type { McpSdk } from '../sdk.ts';
import type { Place } from './record.ts';

/** Where and for what the person signs in. */
export interface Discovered {
  readonly place: Place;
  /** The resource indicator (RFC 8707); null for a server that does not describe itself. */
  readonly resource: string | null;
  /** The scopes to request; empty for those that the place chooses. */
  readonly scopes: readonly string[];
}

/** Dependencies and parameters of the discovery. */
export interface DiscoverOptions {
  readonly sdk: Pick<McpSdk, 'buildDiscoveryUrls' | 'checkResourceAllowed'>;
  /** See `createRequests`. */
  readonly fetch: typeof globalThis.fetch;
  readonly server: { readonly name: string; readonly url: URL };
  readonly challenge: Challenge | null;
}

const list = z.array(z.string().max(500)).max(1000);

const resourceSchema = z.object({
  resource: z.string().max(4000),
  authorization_servers: list.optional(),
  scopes_supported: list.optional(),
});

const placeSchema = z.object({
  issuer: z.string().max(4000),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  registration_endpoint: z.string().optional(),
  revocation_endpoint: z.string().optional(),
  response_types_supported: list.optional(),
  grant_types_supported: list.optional(),
  scopes_supported: list.optional(),
  token_endpoint_auth_methods_supported: list.optional(),
  revocation_endpoint_auth_methods_supported: list.optional(),
  code_challenge_methods_supported: list.optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
  client_id_metadata_document_supported: z.boolean().optional(),
});

const maxRedirects = 3;

function isUnreadable(error: unknown): error is ExpectedError {
  return error instanceof ExpectedError && error.error.code === 'tool_sign_in_unreadable';
}

/** Reads a JSON document; null if there is none. Throws an ExpectedError. */
async function documentAt<T>(
  url: URL,
  schema: z.ZodType<T>,
  { fetch, server }: DiscoverOptions,
): Promise<T | null> {
  const named = { server: server.name, host: url.host };
  let response = await fetch(url, { headers: { accept: 'application/json' } });
  for (let count = 0, from = url; response.status >= 300 && response.status < 400; count += 1) {
    const location = response.headers.get('location');
    const target = location === null ? null : URL.parse(location, from.href);
    if (target === null || count === maxRedirects) throw expected('tool_sign_in_redirected', named);
    from = target;
    response = await fetch(target, { headers: { accept: 'application/json' } });
  }
  if (response.status >= 500) {
    throw expected('tool_sign_in_http', { ...named, status: response.status });
  }
  if (!response.ok) return null;
  try {
    return schema.parse(JSON.parse(await response.text()));
  } catch {
    // The original error would contain the text of a stranger.
    throw expected('tool_sign_in_unreadable', named);
  }
}

/**
 * Reads the first document of several places. Servers of web pages answer every path with a page,
 * so a document that cannot be read counts only if no other can.
 */
async function firstDocument<T>(
  urls: readonly URL[],
  schema: z.ZodType<T>,
  options: DiscoverOptions,
): Promise<T | null> {
  let unreadable: Error | null = null;
  for (const url of urls) {
    try {
      const found = await documentAt(url, schema, options);
      if (found !== null) return found;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      unreadable ??= error;
    }
  }
  if (unreadable !== null) throw unreadable;
  return null;
}

type Resource = z.infer<typeof resourceSchema>;

/** Returns where the server may describe itself (RFC 9728), if it does not say. */
function guesses({ pathname, origin }: URL): readonly URL[] {
  const place = '/.well-known/oauth-protected-resource';
  const paths = new Set([`${place}${pathname.replace(/\/$/, '')}`, place]);
  return [...paths].map((path) => new URL(path, origin));
}

/** Reads the server's description of itself; null if there is none. */
async function descriptionOf(options: DiscoverOptions): Promise<Resource | null> {
  const { server, challenge } = options;
  const { name, url } = server;
  const given = challenge?.metadata ?? null;
  if (given === null) {
    try {
      return await firstDocument(guesses(url), resourceSchema, options);
    } catch (error) {
      // A web page at a guessed address is no description.
      if (isUnreadable(error)) return null;
      throw error;
    }
  }
  const address = urlIn(given);
  if (address === null) throw expected('tool_sign_in_nowhere', { server: name });
  // The person chose the server's own origin, whatever its scheme.
  const checked = address.origin === url.origin ? address : secureUrl(address, name);
  const found = await firstDocument([checked], resourceSchema, options);
  if (found === null) throw expected('tool_sign_in_nowhere', { server: name });
  return found;
}

/** Reads the server's description, which must be about this server. */
async function resourceOf(options: DiscoverOptions): Promise<Resource | null> {
  const { sdk, server } = options;
  const found = await descriptionOf(options);
  if (found === null) return null;
  const resource = urlIn(found.resource);
  const asked = { requestedResource: server.url };
  if (resource === null || !sdk.checkResourceAllowed({ ...asked, configuredResource: resource })) {
    const shown = resource?.host ?? found.resource.slice(0, 100);
    throw expected('tool_sign_in_other_resource', { server: server.name, resource: shown });
  }
  return found;
}

/** Checks a description of an authorization server. Throws an ExpectedError. */
function checkedPlace(found: z.infer<typeof placeSchema>, issuer: URL, server: string): Place {
  const named = { server, host: issuer.host };
  // RFC 8414 §3.3: another issuer's description is never used. A bare origin may have a slash.
  if (found.issuer !== issuer.href && `${found.issuer}/` !== issuer.href) {
    throw expected('tool_sign_in_mixed_up', named);
  }
  const types = found.response_types_supported;
  if (types?.includes('code') === false) throw expected('tool_sign_in_unsupported', named);
  const grants = found.grant_types_supported;
  if (grants?.includes('authorization_code') === false) {
    throw expected('tool_sign_in_unsupported', named);
  }
  // The SDK goes on if this is absent. The specification of MCP forbids that.
  if (found.code_challenge_methods_supported?.includes('S256') !== true) {
    throw expected('tool_sign_in_no_pkce', named);
  }
  const endpoint = (text: string): string => {
    const url = urlIn(text);
    if (url === null) throw expected('tool_sign_in_unreadable', named);
    return secureUrl(url, server).href;
  };
  const optional = (text: string | undefined): string | null =>
    text === undefined ? null : endpoint(text);
  return {
    issuer: found.issuer,
    authorization: endpoint(found.authorization_endpoint),
    token: endpoint(found.token_endpoint),
    registration: optional(found.registration_endpoint),
    revocation: optional(found.revocation_endpoint),
    authMethods: found.token_endpoint_auth_methods_supported ?? [],
    revocationMethods: found.revocation_endpoint_auth_methods_supported ?? [],
    scopes: found.scopes_supported ?? [],
    namesIssuer: found.authorization_response_iss_parameter_supported === true,
    readsDocuments: found.client_id_metadata_document_supported === true,
    isGuessed: false,
  };
}

/** Returns the fixed endpoints of the specification 2025-03-26, for servers without descriptions. */
function fixedPlace(origin: URL): Place {
  const at = (path: string): string => new URL(path, origin).href;
  return {
    issuer: origin.origin,
    authorization: at('/authorize'),
    token: at('/token'),
    registration: at('/register'),
    revocation: null,
    authMethods: [],
    revocationMethods: [],
    scopes: [],
    namesIssuer: false,
    readsDocuments: false,
    isGuessed: true,
  };
}

/**
 * Finds the place to sign in, and checks everything that it says. Throws an ExpectedError that says
 * what is wrong.
 */
export async function discover(options: DiscoverOptions): Promise<Discovered> {
  const { sdk, server, challenge } = options;
  const resource = await resourceOf(options);
  const named = resource?.authorization_servers?.[0];
  const issuer = named === undefined ? new URL('/', server.url) : urlIn(named);
  if (issuer === null) throw expected('tool_sign_in_nowhere', { server: server.name });
  secureUrl(issuer, server.name);
  const urls = sdk.buildDiscoveryUrls(issuer).map(({ url }) => url);
  const found = await firstDocument(urls, placeSchema, options);
  if (found === null && resource !== null) {
    throw expected('tool_sign_in_nowhere', { server: server.name });
  }
  const place = found === null ? fixedPlace(issuer) : checkedPlace(found, issuer, server.name);
  const wanted = namedScopes(challenge?.scope ?? resource?.scopes_supported?.join(' '));
  const isLasting = place.scopes.includes('offline_access');
  return {
    place,
    resource: resource?.resource ?? null,
    // Without this scope some places issue no refresh token.
    scopes: wanted.length > 0 && isLasting ? scopesIn(wanted.join(' '), 'offline_access') : wanted,
  };
}
