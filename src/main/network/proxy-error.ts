import { errorOf, type ParleyError } from '../../shared/model/errors.ts';
import { proxyAddress, systemSource, type Proxy } from './proxy.ts';

/** How a proxy failed. */
export type ProxyFailure =
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown_name' }
  | { readonly kind: 'slow' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'wants_credentials' }
  | { readonly kind: 'insecure' }
  | { readonly kind: 'other_kind' }
  /** It answers, but refuses to connect us to the server. */
  | { readonly kind: 'forbids'; readonly status: string }
  /** It cannot reach the server itself. */
  | { readonly kind: 'cut_off'; readonly status: string };

/** A proxy failed; the server behind it was not reached and is not to blame. */
export class ProxyError extends Error {
  readonly code = 'PARLEY_PROXY';
  readonly proxy: Proxy;
  readonly failure: ProxyFailure;
  /** An error code of Node or undici, for details. */
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

/**
 * Converts a failure on the way to a proxy to a {@link ProxyError}; an abort is returned unchanged.
 */
export function asProxyError(error: unknown, proxy: Proxy): Error {
  if (error instanceof ProxyError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  if (cause.name === 'AbortError') return cause;
  const code = codeOf(cause);
  return new ProxyError(proxy, failureOf(code), code, cause);
}

/** Creates a {@link ProxyError} from the status with which a proxy refused to connect us. */
export function refusedBy(proxy: Proxy, status: number): ProxyError {
  const text = String(status);
  if (status === 407) return new ProxyError(proxy, { kind: 'wants_credentials' }, text);
  const isCutOff = [500, 502, 503, 504].includes(status);
  return new ProxyError(proxy, { kind: isCutOff ? 'cut_off' : 'forbids', status: text }, text);
}

/** The failed proxy in an error or its causes; null if there is none. */
export function proxyErrorIn(error: unknown): ProxyError | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 6; depth += 1) {
    if (one instanceof ProxyError) return one;
    one = one.cause;
  }
  return null;
}

/** The error for a failed proxy. `target`: the host behind it. */
export function errorOfProxy(error: ProxyError, target: string): ParleyError {
  const { proxy, failure, reason } = error;
  const isFinal = failure.kind === 'wants_credentials' || failure.kind === 'forbids';
  return errorOf(
    'proxy_failed',
    {
      failure: failure.kind,
      address: proxyAddress(proxy),
      scheme: proxy.kind,
      port: proxy.port,
      source: proxy.source === systemSource ? null : proxy.source,
      hasUser: proxy.username !== '',
      target,
      status: 'status' in failure ? failure.status : null,
    },
    {
      kind: failure.kind === 'slow' ? 'timeout' : 'network',
      retryable: !isFinal,
      ...(reason === '' ? {} : { detail: reason }),
    },
  );
}
