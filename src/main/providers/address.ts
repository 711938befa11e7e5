import { expected } from '../../shared/expected.ts';
import { isLoopback, isNear } from '../network/near.ts';
import { deploymentIn, isAzureHost, knownBasePath } from './services.ts';
import { addressIn } from './typed-text.ts';

/** One field of an address's query. */
export interface QueryField {
  readonly name: string;
  readonly value: string;
}

/** How a typed address was understood. */
export interface Address {
  /** The base that `/chat/completions` is appended to, or the best guess. */
  readonly baseUrl: string;
  /**
   * null if the path is certain. Otherwise the address as typed; its {@link candidateBases} have to
   * be tried.
   */
  readonly unproven: string | null;
  readonly query: readonly QueryField[];
  /** Query fields that the server needs, unless the person has set other values. */
  readonly neededQuery: readonly QueryField[];
}

/** Endpoints that people paste along with the address. */
const endpoint = /\/(?:chat\/completions|completions|responses|models)$/;

/** Endpoints that count only after a version: a proxy may well be called `/chat`. */
const endpointAfterVersion =
  /(\/v\d+(?:[a-z]+\d*)?)\/(?:chat|embeddings|engines|files|messages|moderations|models\/[^/]+|images\/generations|audio\/[a-z]+)$/;

/** Ollama's own endpoints; its OpenAI-compatible API is next to them under `/v1`. */
const ollamaEndpoint = /\/api\/(?:chat|generate|tags|show|ps|version|embed|embeddings|pull)$/;
const ollamaPort = '11434';

/** A path ending that only an API can have: `/v1`, `/v1beta/openai`, `/api/paas/v4`. */
const versionEnd = /\/v\d+(?:\.\d+)?(?:(?:alpha|beta)\d*)?(?:\/openai)?$/;

/** Azure's oldest stable API version that supports everything Parley sends. */
const azureVersion = '2024-10-21';

/** The most base URLs tried for an address. */
const maxCandidates = 8;

function withScheme(text: string): string {
  // `https:/host` and `http:host` lack slashes.
  const short = /^(https?):\/{0,1}(?=[^/\d])/i.exec(text);
  if (short !== null && !text.startsWith(`${short[1]}://`)) {
    return `${short[1]}://${text.slice(short[0].length)}`;
  }
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return text;
  // A bare IPv6 address needs brackets in a URL.
  const bracketed = /^[\da-f]*:[\da-f]*:[\da-f:.]*$/i.test(text) ? `[${text}]` : text;
  const plain = `http://${bracketed}`;
  if (!URL.canParse(plain)) return plain;
  return isNear(new URL(plain).hostname) ? plain : `https://${bracketed}`;
}

function parse(text: string): URL {
  if (/^(?:https?:\/\/)?\[?fe[89ab][\da-f]:[\da-f:]*%/i.test(text)) {
    throw expected('address_with_zone', {});
  }
  const scheme = /^([a-z][a-z\d+.-]*):(?:\/|[a-z])/i.exec(text)?.[1]?.toLowerCase();
  const isForeign = scheme !== undefined && !['http', 'https'].includes(scheme);
  if (isForeign && !text.includes('@') && (text.includes(':/') || !scheme.includes('.'))) {
    throw text.includes(':/')
      ? expected('address_scheme', { scheme })
      : expected('address_unreadable', {});
  }
  const whole = withScheme(text);
  if (/\s/.test(text) || !URL.canParse(whole)) throw expected('address_unreadable', {});
  return new URL(whole);
}

/** True for Azure's inference service, whose API is under `/models`. */
function isAzureInference({ hostname }: URL, path: string): boolean {
  return path === '/models' && hostname.endsWith('.services.ai.azure.com');
}

/** Strips the endpoint of a request from a path; `isRequest` if there was one. */
function withoutEndpoint(url: URL): { readonly path: string; readonly isRequest: boolean } {
  let path = url.pathname.replace(/\/{2,}/g, '/').replace(/(?<!\/)\/+$/, '');
  // The version was appended twice.
  path = path.replace(/(\/v\d+)\1$/, '$1');
  if (isAzureInference(url, path)) return { path, isRequest: false };
  const ofOllama = path.replace(ollamaEndpoint, '');
  if (ofOllama !== path && (isNear(url.hostname) || url.port === ollamaPort)) {
    return { path: ofOllama, isRequest: false };
  }
  const shorter = path.replace(endpoint, '').replace(endpointAfterVersion, '$1');
  return { path: shorter, isRequest: shorter !== path };
}

function neededBy(url: URL, baseUrl: string): readonly QueryField[] {
  const isDeployment = deploymentIn(baseUrl) !== null && isAzureHost(url.hostname);
  return isDeployment ? [{ name: 'api-version', value: azureVersion }] : [];
}

/**
 * Parses an address as people type or paste it. Adds a missing scheme (http for this machine and
 * the local network, else https), strips quotes, slashes and endpoints such as `/chat/completions`,
 * and splits off the query. A well-known service gets its API's path. Throws an ExpectedError
 * (`invalid`) that says what to type instead.
 */
export function readAddress(typed: string): Address {
  const text = addressIn(typed);
  if (text === '') {
    throw expected('address_missing', {});
  }
  const url = parse(text);
  if (url.username !== '' || url.password !== '') {
    throw expected('address_with_credentials', {});
  }
  // Servers print the address they listen on, which not every system can connect to.
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  const { path, isRequest } = withoutEndpoint(url);
  const found = (base: string, unproven: string | null): Address => {
    const baseUrl = `${url.origin}${base}`;
    const query = [...url.searchParams].map(([name, value]) => ({ name, value }));
    return { baseUrl, unproven, query, neededQuery: neededBy(url, baseUrl) };
  };
  const typedBase = `${url.origin}${path}`;
  const known = knownBasePath(url.hostname);
  if (deploymentIn(typedBase) !== null || isAzureInference(url, path)) return found(path, null);
  if (known !== null && (path === known || `${known}/`.startsWith(`${path}/`))) {
    return found(known, null);
  }
  const isCertain = isRequest || versionEnd.test(path);
  if (isCertain) return found(path, known === null ? null : typedBase);
  if (path === '') return found('/v1', typedBase);
  return found(url.port === ollamaPort && path === '/api' ? '/v1' : path, typedBase);
}

/**
 * Where the API of an {@link Address.unproven} address may be, most likely first: at most eight
 * URLs, all on the typed origin.
 */
export function candidateBases(unproven: string): readonly string[] {
  const { origin, pathname, hostname } = new URL(unproven);
  const path = pathname.replace(/(?<!\/)\/+$/, '');
  const known = knownBasePath(hostname);
  const below = ['/v1', '', '/api/v1', '/api', '/openai/v1'];
  const paths = [
    ...(versionEnd.test(path) ? [path] : []),
    ...(known === null ? [] : [known]),
    ...(path === '' ? [] : [path, `${path}/v1`]),
    ...below,
  ];
  return [...new Set(paths)].slice(0, maxCandidates).map((each) => `${origin}${each}`);
}

/** The base URL of a typed address; see {@link readAddress}. */
export function normaliseBaseUrl(typed: string): string {
  return readAddress(typed).baseUrl;
}

/** The origin of a base URL, to which a key is bound; '' for the demo, which has none. */
export function originOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).origin : '';
}

/**
 * True for http to a server on the internet, where anyone in between could read the text and the
 * key.
 */
export function isReadableOnTheWay(baseUrl: string): boolean {
  if (!URL.canParse(baseUrl)) return false;
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !isNear(hostname) && !isLoopback(hostname);
}
