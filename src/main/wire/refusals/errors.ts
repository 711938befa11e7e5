import { ExpectedError } from '../../../shared/expected.ts';
import { errorOf, type ParleyError } from '../../../shared/model/errors.ts';
import { htmlText, looksLikeHtml } from './html-text.ts';
import { asObject, asText } from '../json.ts';
import { fromNetworkError } from './network-errors.ts';
import { reasonOf } from './reasons.ts';
import { redactedParams } from './redacted-params.ts';
import { retryAfterMs, waitInBody } from './retry-after.ts';
import { readSaid, type Said } from './said.ts';
import { refusalBodyIn } from './refusal-body.ts';
import { shownWords, wordsOf } from './server-words.ts';
import { errorFor, errorForStatus, type ErrorContext } from './told.ts';

export type { ErrorContext } from './told.ts';

/** How much of a server's text is searched for a reason (UTF-16 code units). */
const longestWords = 8000;

/** Every secret that was sent to a server. */
export function secretsOf({ apiKey, secrets = [] }: ErrorContext): readonly (string | null)[] {
  return [apiKey, ...secrets];
}

/** The field that a refusal complains about: the one in `param`, or one that is quoted. */
function fieldIn(body: unknown, words: string): string | null {
  const object = asObject(body);
  const param = asText(asObject(object?.['error'])?.['param']) || asText(object?.['param']);
  const named =
    param ||
    (/\b(?:parameter|value|argument|field)s?:? ['"`“]?([\w.[\]]{2,60})['"`”]?/i.exec(words)?.[1] ??
      /([\w.]{2,60}): extra inputs/i.exec(words)?.[1] ??
      '');
  const plain = named.replace(/^body\./, '');
  return /^[\w.[\]-]{2,60}$/.test(plain) ? plain : null;
}

/** The body, parsed so that fields can be looked up by name. */
function parsedOf(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}

/** Facts about a refusal before it becomes an error. */
interface Read {
  readonly said: Said;
  readonly shown: string;
  readonly words: string;
}

function readRefusal(body: unknown, context: ErrorContext): Read {
  const cut = typeof body === 'string' ? body.slice(0, 64 * 1024) : body;
  const said = readSaid(cut);
  const whole = wordsOf(said, cut);
  const plain = looksLikeHtml(whole) ? htmlText(whole) : whole;
  const words = [...said.codes, plain].join(' ').slice(0, longestWords).toLowerCase();
  return { said, words, shown: shownWords(plain, secretsOf(context)) };
}

/** The error for a refusal with a status; `body` is what the server sent, parsed or not. */
function fromStatus(
  status: number,
  body: unknown,
  headers: unknown,
  context: ErrorContext,
): ParleyError {
  const { said, words, shown } = readRefusal(body, context);
  const waitMs = retryAfterMs(headers) ?? waitInBody(said);
  const reason = reasonOf({
    status,
    words,
    retryAfterMs: waitMs,
    hasImages: context.hasImages === true,
    namesModel: context.model !== undefined,
    isJson: said.isJson,
  });
  const field = reason === 'parameter' ? fieldIn(parsedOf(body), words) : null;
  const told =
    reason === null
      ? errorForStatus(status, context, waitMs)
      : errorFor(reason, context, { status, retryAfterMs: waitMs, field, words });
  return {
    ...told,
    status,
    ...(reason === null ? {} : { reason }),
    ...(shown === '' ? {} : { detail: shown }),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs, retryAt: Date.now() + waitMs }),
  };
}

/** vLLM and OpenRouter put an HTTP status into `code`; others put only words there. */
function statusIn(said: Said): number {
  if (said.status !== null) return said.status;
  const words = said.codes.join(' ').toLowerCase();
  if (/overloaded/.test(words)) return 529;
  if (/rate_limit|too_many/.test(words)) return 429;
  if (/auth|api_key/.test(words)) return 401;
  if (/invalid_request|badrequest|context_length|content_filter/.test(words)) return 400;
  return 500;
}

/** The error for a failure that a server reports inside a stream, or in a body with status 200. */
export function fromServerReport(body: unknown, context: ErrorContext): ParleyError {
  const { said, words } = readRefusal(body, context);
  // LM Studio answers a wrong path with status 200.
  const isNowhere = /unexpected endpoint|unknown_url|invalid url/.test(words);
  const { status: _told, ...error } = fromStatus(
    isNowhere ? 404 : statusIn(said),
    body,
    undefined,
    context,
  );
  if (error.reason !== undefined || error.kind !== 'server') return error;
  const { code: _code, params: _params, ...rest } = error;
  return errorOf('reported_while_answering', { provider: context.name }, rest);
}

/** The error for a stream that cannot be parsed; `hasText` if it could be until then. */
export function notAnAnswer(name: string, hasText: boolean): ParleyError {
  // If the server has answered before, the address is right.
  return errorOf(hasText ? 'unreadable_midway' : 'not_an_answer', { provider: name });
}

/**
 * Maps whatever the SDK, undici or the system threw to an error from the closed list, in one place.
 * Keys are removed from everything it contains. Never throws.
 */
export function toParleyError(error: unknown, context: ErrorContext): ParleyError {
  const mapped = mapError(error, context);
  // A parameter may contain the address, and a key may have been pasted into that.
  return redactedParams(mapped, secretsOf(context));
}

function mapError(error: unknown, context: ErrorContext): ParleyError {
  if (error instanceof ExpectedError) return error.error;
  const {
    status,
    error: body,
    headers,
  } = (asObject(error) ?? {}) as {
    status?: unknown;
    error?: unknown;
    headers?: unknown;
  };
  const provider = context.name;
  const said = error instanceof Error ? error.message : String(error);
  if (typeof status === 'number') {
    // A body that is not JSON appears only in the message, after the status.
    const text = said.replace(/^\d{3} (?:status code \(no body\))?/, '');
    return fromStatus(status, refusalBodyIn(body) ?? body ?? text, headers, context);
  }
  if (body !== undefined && body !== null) return fromServerReport(body, context);
  const network = fromNetworkError(error, context);
  if (network !== null) return network;
  if (error instanceof SyntaxError) return notAnAnswer(context.name, false);
  if (/timed? ?out/i.test(said)) {
    return errorOf('no_answer_in_time', { provider });
  }
  const detail = shownWords(said, secretsOf(context));
  if (/fetch failed|terminated|connection error|network/i.test(said)) {
    return errorOf('connection_failed', { provider }, { detail });
  }
  return errorOf('internal', {}, { action: 'retry', detail });
}

/** Returns the lower-case text of a refusal with an HTTP status; '' for other errors. */
export function refusalWords(error: unknown): string {
  const { status, error: body } = (asObject(error) ?? {}) as { status?: unknown; error?: unknown };
  if (typeof status !== 'number' || status < 400) return '';
  const text = error instanceof Error ? error.message : '';
  const nobody: ErrorContext = { name: '', baseUrl: '', apiKey: null };
  return readRefusal(refusalBodyIn(body) ?? body ?? text, nobody).words;
}

/** True for an answer that was cut off by the connection: its message reads `interrupted`. */
export function isInterruption(error: ParleyError): boolean {
  return error.kind === 'network' && error.action === 'continue';
}
