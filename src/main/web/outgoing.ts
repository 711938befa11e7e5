import { FetchRefusal } from './fetch-refusal.ts';

/** A request on its way, from one redirect to the next. */
export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: RequestInit['body'];
  readonly signal: AbortSignal | null;
  readonly redirect: RequestInit['redirect'];
}

/** Headers that tell another server nothing it should not know. Keys have all kinds of names. */
const harmless = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

/** Reads what fetch is called with. Throws a TypeError for what is no address, as fetch does. */
export function outgoingOf(
  input: Parameters<typeof globalThis.fetch>[0],
  init: RequestInit = {},
): Outgoing {
  const request = input instanceof Request ? input : null;
  const headers = new Headers(init.headers ?? request?.headers);
  if (!headers.has('user-agent')) headers.set('user-agent', 'Parley');
  return {
    url: new URL(input instanceof Request ? input.url : input),
    method: (init.method ?? request?.method ?? 'GET').toUpperCase(),
    headers,
    body: init.body ?? request?.body ?? null,
    signal: init.signal ?? request?.signal ?? null,
    redirect: init.redirect ?? request?.redirect ?? 'follow',
  };
}

/** Whether a body can be sent twice. */
export function isReplayable(body: Outgoing['body']): boolean {
  return !(
    body instanceof ReadableStream ||
    (typeof body === 'object' && body !== null && Symbol.asyncIterator in body)
  );
}

/**
 * The request that follows a redirect, as the fetch standard has it, and stricter in one thing: another
 * origin gets none of the caller's own headers. Throws a FetchRefusal.
 */
export function redirected(from: Outgoing, status: number, url: URL): Outgoing {
  const { method, body } = from;
  const becomesGet =
    (status === 303 && method !== 'HEAD') ||
    ((status === 301 || status === 302) && method === 'POST');
  if (!becomesGet && !isReplayable(body)) throw new FetchRefusal('spent_body', url);
  const headers = new Headers(from.headers);
  for (const name of from.headers.keys()) {
    const isOfBody = name.startsWith('content-');
    const isForeign = url.origin !== from.url.origin && !harmless.has(name);
    if (isForeign || (becomesGet && isOfBody)) headers.delete(name);
  }
  return {
    ...from,
    url,
    headers,
    ...(becomesGet ? { method: 'GET', body: null } : {}),
  };
}
