import { sentences } from '../../shared/language/formats.ts';
import { t } from '../../shared/language/translate.ts';
import { ExpectedError } from '../../shared/expected.ts';
import { withoutIsolates } from '../../shared/language/isolate.ts';
import type { ErrorKind, ParleyError, RefusalReason } from '../../shared/model/errors.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';

/**
 * Headers of every response: it is for programs, must not be cached, and is not part of any page.
 */
export const always: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The error that a program gets; `type` and `code` are OpenAI's where they exist. */
export interface ApiError {
  /** HTTP status. */
  readonly status: number;
  readonly kind: ErrorKind | 'stopped';
  /** Says what went wrong, in the language in use. */
  readonly message: () => string;
  readonly type: string;
  readonly code: string;
  /** The invalid field, e.g. `messages.0.role`. */
  readonly param: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The provider's refusal; absent if Parley itself refused. */
  readonly provider?: ProviderRefusal;
}

/** A provider's refusal in its own terms. */
export interface ProviderRefusal {
  /** HTTP status; null if it was reported inside a stream. */
  readonly status: number | null;
  /** More specific than the kind; null if the provider gave no reason. */
  readonly reason: RefusalReason | null;
  /** The provider's message without secrets, at most 500 characters; null if there was none. */
  readonly said: string | null;
}

/** Carries an {@link ApiError} out of a route. */
export class ApiFailure extends Error {
  readonly error: ApiError;

  constructor(error: ApiError) {
    super(error.code);
    this.name = 'ApiFailure';
    this.error = error;
  }
}

/** A request that Parley itself refuses. */
export function refusal(
  status: number,
  code: string,
  message: () => string,
  rest: Partial<Pick<ApiError, 'param' | 'headers' | 'kind'>> = {},
): ApiFailure {
  return new ApiFailure({
    status,
    code,
    message,
    kind: 'invalid',
    type: typeOf(status),
    param: null,
    headers: {},
    ...rest,
  });
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

/** Someone else stopped the answer: the person in the window, or Parley because it is quitting. */
export const stoppedError: ApiError = {
  status: 503,
  kind: 'stopped',
  code: 'stopped',
  message: () => t('api.stopped'),
  type: 'server_error',
  param: null,
  headers: {},
};

/** A bug of ours. Details are reported where the person can see them, not to the program. */
export const internalError: ApiError = {
  status: 500,
  kind: 'internal',
  code: 'internal',
  message: () => t('api.internal'),
  type: 'server_error',
  param: null,
  headers: {},
};

/** The status for which the SDKs throw the right exception, and OpenAI's code. */
function statusAndCode(error: ParleyError): readonly [status: number, code: string] {
  switch (error.kind) {
    case 'auth':
      return [error.status === 403 ? 403 : 401, 'provider_auth'];
    case 'quota':
      return [429, 'insufficient_quota'];
    case 'rate_limit':
      return [429, 'rate_limit_exceeded'];
    case 'context_length':
      return [400, 'context_length_exceeded'];
    case 'content_filter':
      return [400, 'content_filter'];
    case 'model_not_found':
      return [404, 'model_not_found'];
    case 'network':
      return [502, 'provider_unreachable'];
    case 'timeout':
      return [504, 'provider_timeout'];
    case 'server':
      return [(error.status ?? 0) >= 500 ? (error.status ?? 502) : 502, 'provider_error'];
    case 'bad_response':
      return [502, 'provider_bad_response'];
    case 'storage':
      return [500, 'storage'];
    case 'internal':
      return [500, 'internal'];
    case 'invalid':
      // The program cannot fix Parley's settings.
      if (error.action === 'open_settings') return [502, 'provider_not_set_up'];
      return [[413, 422].includes(error.status ?? 0) ? (error.status ?? 400) : 400, 'invalid'];
  }
}

/** The provider's own words; null for a failure that no provider reported. */
function providerIn({ status, reason, detail, kind }: ParleyError): ProviderRefusal | null {
  if (kind === 'storage' || kind === 'internal') return null;
  if (status === undefined && reason === undefined) return null;
  return { status: status ?? null, reason: reason ?? null, said: detail ?? null };
}

/** Converts an expected failure of the core for a program. */
export function fromParleyError(error: ParleyError): ApiError {
  const [status, code] = statusAndCode(error);
  const { detail, retryAfterMs } = error;
  // Parley has already retried where that helps. Only a delay requested by the server is passed on.
  const again = error.kind === 'rate_limit';
  const provider = providerIn(error);
  return {
    status,
    code,
    kind: error.kind,
    // Disk errors contain folder names, and unexpected errors could contain anything.
    message:
      error.kind === 'storage' || error.kind === 'internal'
        ? internalError.message
        : () =>
            sentences(
              sentenceOf(error),
              detail === undefined || detail === '' ? '' : t('api.server_said', { words: detail }),
            ),
    type: typeOf(status),
    param: error.kind === 'model_not_found' ? 'model' : null,
    headers: {
      'x-should-retry': String(again),
      ...(retryAfterMs === undefined
        ? {}
        : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
    },
    ...(provider === null ? {} : { provider }),
  };
}

/** Converts anything that was thrown for a program; null for an unexpected error. */
export function toApiError(thrown: unknown): ApiError | null {
  if (thrown instanceof ApiFailure) return thrown.error;
  return thrown instanceof ExpectedError ? fromParleyError(thrown.error) : null;
}

/** The body of an error: OpenAI's format, plus Parley's own kind. Its message is in the language in use. */
export function errorBody({ message, type, param, code, kind, provider }: ApiError) {
  return {
    error: {
      message: withoutIsolates(message()),
      type,
      param,
      code,
      kind,
      ...(provider && { provider }),
    },
  };
}
