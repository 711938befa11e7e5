import { FetchRefusal } from './fetch-refusal.ts';

/** A request while it follows redirects. */
export interface Outgoing {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: RequestInit['body'];
  readonly signal: AbortSignal | null;
  readonly redirect: RequestInit['redirect'];
}

/**
 * Headers that reveal nothing to another server. An allowlist, because keys are sent under all
 * kinds of names.
 */
const harmless = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

/** Parses the arguments of fetch. Throws a TypeError for an invalid URL, as fetch does. */
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

/** Returns whether a body can be sent twice. */
export function isReplayable(body: Outgoing['body']): boolean {
  return !(
    body instanceof ReadableStream ||
    (typeof body === 'object' && body !== null && Symbol.asyncIterator in body)
  );
}

/**
 * Returns the request that follows a redirect, according to the fetch standard. It is stricter in
 * one respect: another origin gets none of the caller's headers. Throws a FetchRefusal.
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
