import type { ParleyError } from '../../shared/model/errors.ts';
import { proxyAddress, systemSource, type Proxy } from './proxy.ts';

/** What a proxy did instead of its work. */
export type ProxyFailure =
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown_name' }
  | { readonly kind: 'slow' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'wants_credentials' }
  | { readonly kind: 'insecure' }
  | { readonly kind: 'other_kind' }
  /** It answers, but does not let us through to the server. */
  | { readonly kind: 'forbids'; readonly status: string }
  /** It cannot reach the server itself. */
  | { readonly kind: 'cut_off'; readonly status: string };

/** A proxy failed; the server behind it was not reached and is not to blame. */
export class ProxyError extends Error {
  readonly code = 'PARLEY_PROXY';
  readonly proxy: Proxy;
  readonly failure: ProxyFailure;
  /** A code of Node or undici, for those who want to know more. */
  readonly reason: string;

  constructor(proxy: Proxy, failure: ProxyFailure, reason: string, cause?: Error) {
    super(`${proxyAddress(proxy)}: ${failure.kind}`, cause === undefined ? {} : { cause });
    this.name = 'ProxyError';
    this.proxy = proxy;
    this.failure = failure;
    this.reason = reason;
  }
}

function codeOf(error: unknown): string {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; depth += 1) {
    if ('code' in one && typeof one.code === 'string') return one.code;
    const first: unknown = one instanceof AggregateError ? one.errors[0] : undefined;
    one = first ?? one.cause;
  }
  return '';
}

const byCode: Readonly<
  Record<string, ProxyFailure['kind'] & ('refused' | 'unknown_name' | 'slow')>
> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unknown_name',
  EAI_AGAIN: 'unknown_name',
  EAI_NODATA: 'unknown_name',
  EAI_NONAME: 'unknown_name',
  ETIMEDOUT: 'slow',
  UND_ERR_CONNECT_TIMEOUT: 'slow',
  UND_ERR_HEADERS_TIMEOUT: 'slow',
};

function failureOf(code: string): ProxyFailure {
  const known = byCode[code];
  if (known !== undefined) return { kind: known };
  if (/^(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/.test(code)) {
    return { kind: 'unreachable' };
  }
  if (code.startsWith('HPE_')) return { kind: 'other_kind' };
  if (/CERT|ERR_TLS|ERR_SSL|EPROTO|SIGNED|UNABLE_TO/.test(code)) return { kind: 'insecure' };
  return { kind: 'closed' };
}

/** Makes a {@link ProxyError} of a failure on the way to a proxy; an abort stays what it is. */
export function asProxyError(error: unknown, proxy: Proxy): Error {
  if (error instanceof ProxyError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  if (cause.name === 'AbortError') return cause;
  const code = codeOf(cause);
  return new ProxyError(proxy, failureOf(code), code, cause);
}

/** Makes a {@link ProxyError} of the status with which a proxy refused to connect us. */
export function refusedBy(proxy: Proxy, status: number): ProxyError {
  const text = String(status);
  if (status === 407) return new ProxyError(proxy, { kind: 'wants_credentials' }, text);
  const isCutOff = [500, 502, 503, 504].includes(status);
  return new ProxyError(proxy, { kind: isCutOff ? 'cut_off' : 'forbids', status: text }, text);
}

/** The proxy that failed, in an error or what caused it; null when none did. */
export function proxyErrorIn(error: unknown): ProxyError | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 6; depth += 1) {
    if (one instanceof ProxyError) return one;
    one = one.cause;
  }
  return null;
}

/** What a person does about a proxy of this source. */
function remedy({ source }: Proxy): string {
  return source === systemSource
    ? 'Check the proxy in the settings of your system.'
    : `Correct or unset ${source} and start Parley again.`;
}

function credentialsWords(proxy: Proxy, name: string): string {
  const wants =
    proxy.username === ''
      ? `${name} asks for a user name and password.`
      : `${name} refused the user name and password.`;
  const variable = proxy.source === systemSource ? 'HTTPS_PROXY' : proxy.source;
  return `${wants} Put the right ones into ${variable}, as in ${proxy.kind}://name:password@host:${String(proxy.port)}, and start Parley again.`;
}

function words({ proxy, failure }: ProxyError, target: string): string {
  const from = proxy.source === systemSource ? ' of this system' : ` in ${proxy.source}`;
  const name = `The proxy ${proxyAddress(proxy)}${from}`;
  switch (failure.kind) {
    case 'refused':
      return `${name} does not answer. Is it running? ${remedy(proxy)}`;
    case 'unknown_name':
      return `The name of the proxy ${proxyAddress(proxy)}${from} could not be looked up. Check the network. ${remedy(proxy)}`;
    case 'slow':
      return `${name} did not answer in time. Check the network. ${remedy(proxy)}`;
    case 'unreachable':
      return `${name} cannot be reached. Check the network. ${remedy(proxy)}`;
    case 'closed':
      return `${name} closed the connection. Try again. ${remedy(proxy)}`;
    case 'wants_credentials':
      return credentialsWords(proxy, name);
    case 'insecure':
      return `${name} does not answer with a secure connection that can be trusted. ${remedy(proxy)}`;
    case 'other_kind':
      return `${name} does not answer as a proxy of this kind does. ${remedy(proxy)}`;
    case 'forbids':
      return `${name} does not let Parley connect to ${target} (${failure.status}). Ask who runs it, or let ${target} go past it with NO_PROXY.`;
    case 'cut_off':
      return `${name} could not reach ${target} (${failure.status}). Check the base URL in Settings, or let ${target} go past the proxy with NO_PROXY.`;
  }
}

/** Tells of a failed proxy: which, where it was named, and what to do. `target`: the host behind it. */
export function toldOfProxy(error: ProxyError, target: string): ParleyError {
  const { failure, reason } = error;
  const isFinal = failure.kind === 'wants_credentials' || failure.kind === 'forbids';
  return {
    kind: failure.kind === 'slow' ? 'timeout' : 'network',
    message: words(error, target),
    retryable: !isFinal,
    action: 'retry',
    ...(reason === '' ? {} : { detail: reason }),
  };
}
