import { ExpectedError } from '../../../shared/expected.ts';
import type { certificateProblems as allProblems } from '../../../shared/model/error-codes/network.ts';
import { errorOf, type ParleyError } from '../../../shared/model/errors.ts';
import { errorOfProxy, proxyErrorIn } from '../../network/proxy-error.ts';
import { asArray, asObject } from '../json.ts';

/** The server that the failure concerns. */
export interface Server {
  readonly name: string;
  readonly baseUrl: string;
}

/** The codes of an error and all of its causes, outermost first. */
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
    // Happy Eyeballs reports one failure per address that was tried.
    queue.push(cause, ...asArray(errors));
  }
  return codes;
}

/** The messages of an error and all of its causes; the SDK and fetch each wrap what they get. */
function wordsOf(error: unknown): string {
  const words: string[] = [];
  for (let one = error; one instanceof Error && words.length < 5; one = one.cause) {
    words.push(one.message);
  }
  return words.join(' ');
}

/** An ExpectedError thrown on the way, such as an invalid proxy address; the SDK wraps that too. */
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

/** The address without its query, for display. */
export function addressOf(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const url = new URL(baseUrl);
  return `${url.origin}${url.pathname.replace(/(?<!\/)\/+$/, '')}`;
}

const certificateProblems: Readonly<Record<string, (typeof allProblems)[number]>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not_yet_valid',
  CERT_REVOKED: 'revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self_signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown_authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown_authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown_authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown_authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other_host',
};

type Maker = (server: Server) => ParleyError;

const unreachable: Maker = ({ baseUrl }) => errorOf('unreachable', { address: addressOf(baseUrl) });
const reset: Maker = ({ name }) => errorOf('closed_unanswered', { provider: name });
const slow: Maker = ({ name }) => errorOf('no_answer_in_time', { provider: name });
const notTls: Maker = ({ baseUrl }) => errorOf('not_secure', { address: addressOf(baseUrl) });
const badAddress: Maker = ({ baseUrl }) =>
  errorOf('address_not_callable', { address: addressOf(baseUrl) });
const badPort: Maker = ({ baseUrl }) => errorOf('port_barred', { address: addressOf(baseUrl) });
const malformed: Maker = ({ name }) => errorOf('not_http', { provider: name });
const unknownName: Maker = ({ baseUrl }) => errorOf('unknown_host', { host: hostOf(baseUrl) });

/**
 * True for a plain address without a port: self-hosted model servers rarely use a web server's
 * port.
 */
function mayNeedPort(baseUrl: string): boolean {
  if (!URL.canParse(baseUrl)) return false;
  const { protocol, port } = new URL(baseUrl);
  return protocol === 'http:' && port === '';
}

const makers: Readonly<Record<string, Maker>> = {
  ENOTFOUND: unknownName,
  EAI_NODATA: unknownName,
  EAI_NONAME: unknownName,
  EAI_AGAIN: ({ baseUrl }) => errorOf('host_lookup_failed', { host: hostOf(baseUrl) }),
  ECONNREFUSED: ({ baseUrl }) =>
    errorOf('nothing_listens', {
      address: addressOf(baseUrl),
      mayNeedPort: mayNeedPort(baseUrl),
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

/** Maps a failure of DNS, connection, TLS or HTTP itself; null if the error is none of these. */
export function fromNetworkError(error: unknown, server: Server): ParleyError | null {
  const known = expectedIn(error);
  if (known !== null) return known;
  // A failed proxy has its own codes, which say nothing about the server.
  const proxy = proxyErrorIn(error);
  if (proxy !== null) return errorOfProxy(proxy, hostOf(server.baseUrl));
  const codes = codesOf(error);
  for (const code of codes) {
    const certificate = certificateProblems[code];
    if (certificate !== undefined) {
      const host = hostOf(server.baseUrl);
      return errorOf('certificate_refused', { host, problem: certificate }, { detail: code });
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
