import { readBeginning } from '../bounded-body.ts';
import { asObject } from '../json.ts';
import { looksLikeLoading } from './reasons.ts';
import { retryAfterMs, waitInBody } from './retry-after.ts';
import { readSaid } from './said.ts';
import { wordsOf } from './server-words.ts';

/** A longer wait than this is the person's to decide: the SDK would sit it out in silence, in ms. */
const longestSilentWaitMs = 3000;

/** The field under which the text of a refusal passes through the SDK, which hands on `error` alone. */
const bodyField = 'parley_body';

/** The body of a refusal as the server sent it; null when it did not come through {@link boundedRefusal}. */
export function refusalBodyIn(error: unknown): string | null {
  const body = asObject(error)?.[bodyField];
  return typeof body === 'string' ? body : null;
}

/** What the SDK is told of trying again: not while a model loads, nor before a wait that the person should know of. */
function retryHeaders(response: Response, text: string): Headers {
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  headers.delete('content-encoding');
  const said = readSaid(text);
  const waitMs = retryAfterMs(response.headers) ?? waitInBody(said);
  if (waitMs !== undefined) headers.set('retry-after-ms', String(waitMs));
  const isLoading = looksLikeLoading(wordsOf(said, text).slice(0, 8000).toLowerCase());
  if (isLoading || (waitMs ?? 0) > longestSilentWaitMs) headers.set('x-should-retry', 'false');
  return headers;
}

/**
 * Reads what is needed of a refusal, at most 64 kB, and hands it on as JSON of one field: the SDK reads
 * a body to its end, however long, and passes on no more of it than the field `error`.
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
