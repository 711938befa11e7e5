import { readBeginning } from '../bounded-body.ts';
import { asObject } from '../json.ts';
import { looksLikeLoading, looksLikeWrongRequest } from './reasons.ts';
import { retryAfterMs, waitInBody } from './retry-after.ts';
import { readSaid } from './said.ts';
import { wordsOf } from './server-words.ts';

/**
 * A longer delay than this is for the person to decide about (ms): the SDK would wait without a
 * word.
 */
const longestSilentWaitMs = 3000;

/** The field that carries a refusal's text through the SDK, which passes on only `error`. */
const bodyField = 'parley_body';

/**
 * The body of a refusal as the server sent it; null if it did not pass through
 * {@link boundedRefusal}.
 */
export function refusalBodyIn(error: unknown): string | null {
  const body = asObject(error)?.[bodyField];
  return typeof body === 'string' ? body : null;
}

/**
 * Tells the SDK not to retry while a model loads, nor before a delay that the person should know
 * about, nor what a server refuses with a status of its own faults.
 */
function retryHeaders(response: Response, text: string): Headers {
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  headers.delete('content-encoding');
  const said = readSaid(text);
  const waitMs = retryAfterMs(response.headers) ?? waitInBody(said);
  if (waitMs !== undefined) headers.set('retry-after-ms', String(waitMs));
  const words = wordsOf(said, text).slice(0, 8000).toLowerCase();
  const isWrong = response.status >= 500 && looksLikeWrongRequest(words);
  if (isWrong || looksLikeLoading(words) || (waitMs ?? 0) > longestSilentWaitMs) {
    headers.set('x-should-retry', 'false');
  }
  return headers;
}

/**
 * Reads at most 64 kB of a refusal and passes it on as JSON with one field. The SDK would read the
 * whole body, however long, and pass on only the field `error`.
 */
export async function boundedRefusal(
  response: Response,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  if (response.ok) return response;
  const text = await readBeginning(response, signal);
  const { status, statusText } = response;
  const headers = retryHeaders(response, text);
  const body = text.trim() === '' ? null : JSON.stringify({ error: { [bodyField]: text } });
  return new Response(body, { status, statusText, headers });
}
