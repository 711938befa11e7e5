import { ExpectedError, type ParleyError } from '../../../shared/model/errors.ts';
import { proxyErrorIn, toldOfProxy } from '../../network/proxy-error.ts';
import { asArray, asObject } from '../json.ts';

/** Whose failure it is. */
export interface Server {
  readonly name: string;
  readonly baseUrl: string;
}

/** The codes of an error and of all that caused it, outermost first. */
function codesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  const queue: unknown[] = [error];
  const seen = new Set<unknown>();
  for (const value of queue) {
    const one = typeof value === 'object' ? value : null;
    if (one === null || seen.has(one) || seen.size > 20) continue;
    seen.add(one);
    const { code, cause, errors } = one as { code?: unknown; cause?: unknown; errors?: unknown };
    if (typeof code === 'string') codes.push(code);
    // One failure per address that was tried.
    queue.push(cause, ...asArray(errors));
  }
  return codes;
}

/** What an error and all that caused it say; the SDK and fetch each wrap what they are told. */
function wordsOf(error: unknown): string {
  const words: string[] = [];
  for (let one = error; one instanceof Error && words.length < 5; one = one.cause) {
    words.push(one.message);
  }
  return words.join(' ');
}

/** What was told already on the way, such as a proxy that is no address: the SDK wraps that, too. */
function expectedIn(error: unknown): ParleyError | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; depth += 1) {
    if (one instanceof ExpectedError) return one.error;
    one = one.cause;
  }
  return null;
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).hostname : baseUrl;
}

/** The address without a query, for messages. */
export function addressOf(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const url = new URL(baseUrl);
  return `${url.origin}${url.pathname.replace(/(?<!\/)\/+$/, '')}`;
}

const certificateProblems: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  CERT_REVOKED: 'was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed, so nobody vouches for it',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that this computer does not know',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an authority that this computer does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that this computer does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes from an authority that this computer does not know',
  ERR_TLS_CERT_ALTNAME_INVALID: 'belongs to another host name',
};

type Maker = (server: Server) => Pick<ParleyError, 'kind' | 'message' | 'retryable' | 'action'>;

const unreachable: Maker = ({ baseUrl }) => ({
  kind: 'network',
  message: `${addressOf(baseUrl)} cannot be reached. Check the network and try again.`,
  retryable: true,
  action: 'retry',
});
const reset: Maker = ({ name }) => ({
  kind: 'network',
  message: `${name} closed the connection without an answer. Try again.`,
  retryable: true,
  action: 'retry',
});
const slow: Maker = ({ name }) => ({
  kind: 'timeout',
  message: `${name} did not answer in time. Check the network and try again.`,
  retryable: true,
  action: 'retry',
});
const notTls: Maker = ({ baseUrl }) => ({
  kind: 'network',
  message: `${addressOf(baseUrl)} does not answer with a secure connection. If the server speaks plain http, put http:// in its base URL in Settings.`,
  retryable: false,
  action: 'open_settings',
});
const badAddress: Maker = ({ baseUrl }) => ({
  kind: 'invalid',
  message: `"${addressOf(baseUrl)}" is not an address that can be called. Correct the base URL in Settings.`,
  retryable: false,
  action: 'open_settings',
});
const badPort: Maker = ({ baseUrl }) => ({
  kind: 'invalid',
  message: `The port of ${addressOf(baseUrl)} belongs to another kind of server and is never called. Correct the base URL in Settings.`,
  retryable: false,
  action: 'open_settings',
});
const malformed: Maker = ({ name }) => ({
  kind: 'bad_response',
  message: `${name} did not answer in HTTP. Check the base URL in Settings.`,
  retryable: false,
  action: 'open_settings',
});
const unknownName: Maker = ({ baseUrl }) => ({
  kind: 'network',
  message: `There is no server named ${hostOf(baseUrl)}. Check the base URL in Settings and the network.`,
  retryable: true,
  action: 'open_settings',
});

/** Model servers of one's own rarely listen where web servers do. */
function portWords(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return '';
  const { protocol, port } = new URL(baseUrl);
  return protocol === 'http:' && port === ''
    ? ' Its address may need a port, such as :11434 for Ollama.'
    : '';
}

const makers: Readonly<Record<string, Maker>> = {
  ENOTFOUND: unknownName,
  EAI_NODATA: unknownName,
  EAI_NONAME: unknownName,
  EAI_AGAIN: ({ baseUrl }) => ({
    kind: 'network',
    message: `The name ${hostOf(baseUrl)} could not be looked up. Check the network and try again.`,
    retryable: true,
    action: 'retry',
  }),
  ECONNREFUSED: ({ baseUrl }) => ({
    kind: 'network',
    message: `Nothing answers at ${addressOf(baseUrl)}. Is the server running?${portWords(baseUrl)}`,
    retryable: true,
    action: 'retry',
  }),
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENETDOWN: unreachable,
  EHOSTDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  ECONNRESET: reset,
  ECONNABORTED: reset,
  EPIPE: reset,
  UND_ERR_SOCKET: reset,
  UND_ERR_CLOSED: reset,
  UND_ERR_DESTROYED: reset,
  ETIMEDOUT: slow,
  UND_ERR_CONNECT_TIMEOUT: slow,
  UND_ERR_HEADERS_TIMEOUT: slow,
  UND_ERR_BODY_TIMEOUT: slow,
  EPROTO: notTls,
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  ERR_SSL_UNSUPPORTED_PROTOCOL: notTls,
  ERR_INVALID_URL: badAddress,
  UND_ERR_INVALID_ARG: badAddress,
};

/** Maps a failure of name lookup, connection, TLS or HTTP itself; null when the error is none of these. */
export function fromNetworkError(error: unknown, server: Server): ParleyError | null {
  const told = expectedIn(error);
  if (told !== null) return told;
  // A failed proxy has codes of its own, which say nothing of the server.
  const proxy = proxyErrorIn(error);
  if (proxy !== null) return toldOfProxy(proxy, hostOf(server.baseUrl));
  const codes = codesOf(error);
  for (const code of codes) {
    const certificate = certificateProblems[code];
    if (certificate !== undefined) {
      return {
        kind: 'network',
        message: `The certificate of ${hostOf(server.baseUrl)} ${certificate}. Check the base URL in Settings, or put the certificate right.`,
        retryable: false,
        action: 'open_settings',
        detail: code,
      };
    }
  }
  for (const code of codes) {
    const make =
      makers[code] ??
      (code.startsWith('HPE_') ? malformed : code.startsWith('ERR_SSL_') ? notTls : undefined);
    if (make !== undefined) return { ...make(server), detail: code };
  }
  const text = wordsOf(error);
  if (/bad port/i.test(text)) return badPort(server);
  if (/includes credentials|invalid url|unknown scheme/i.test(text)) {
    return badAddress(server);
  }
  return asObject(error)?.['name'] === 'TimeoutError' ? slow(server) : null;
}
