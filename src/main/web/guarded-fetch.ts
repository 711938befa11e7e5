import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import { isUnknownAuthority, trustSystemCertificates } from '../network/system-certificates.ts';
import { FetchRefusal } from './fetch-refusal.ts';
import { isReplayable, outgoingOf, redirected, type Outgoing } from './outgoing.ts';
import { isPublicAddress, mayBePublic } from './public-address.ts';

type Fetch = typeof globalThis.fetch;

/** Dependencies and limits of a guarded fetch. */
export interface GuardedFetchOptions {
  /**
   * Fetches through the proxies. Used for URLs for which `hasProxy` returns true. See
   * `createServerFetch`.
   */
  readonly proxied: Fetch;
  /** Returns true if requests to this URL use a proxy, which then resolves the name. */
  readonly hasProxy: (url: URL) => Promise<boolean>;
  /**
   * Returns true for a server that may be on this machine or its network, because the person set it
   * up or allowed it.
   */
  readonly allowsPrivate: (url: URL) => boolean;
  /** Limits of exchanges that end: the duration, and the size of the decompressed answer. */
  readonly limits?: { readonly deadlineMs: number; readonly maxBytes: number };
  /**
   * Reuses connections, for a client that sends many requests to one server. By default each
   * request has its own.
   */
  readonly keepsConnections?: boolean;
  /** Defaults to the system's lookup. */
  readonly lookup?: LookupFunction;
}

const connectTimeoutMs = 10_000;
const maxRedirects = 5;

/**
 * Checks the address at the moment of connecting, because a name may resolve differently a second
 * later.
 */
function onlyPublic(find: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    find(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const arePublic = addresses.every(({ address }) => isPublicAddress(address));
      const [first] = addresses;
      if (error !== null) callback(error, '');
      else if (first === undefined || !arePublic) {
        callback(new FetchRefusal('private', new URL(`http://${hostname}`)), '');
      } else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
}

type Send = (outgoing: Outgoing, mayBePrivate: boolean) => Promise<Response>;

async function openSend(options: GuardedFetchOptions): Promise<Send> {
  const undici = await import('undici');
  const find = options.lookup ?? lookup;
  const agent = (lookup: LookupFunction): Agent =>
    new undici.Agent({
      connect: { lookup, timeout: connectTimeoutMs },
      allowH2: false,
      // The caller's signal and the deadline end a request, because a stream may be silent for
      // hours.
      headersTimeout: 0,
      bodyTimeout: 0,
      ...(options.keepsConnections === true ? {} : { pipelining: 0 }),
    });
  const guarded = agent(onlyPublic(find));
  const open = agent(find);
  const fetch = undici.fetch as unknown as (url: string, init: object) => Promise<Response>;
  return (outgoing, mayBePrivate) =>
    fetch(outgoing.url.href, {
      ...initOf(outgoing),
      dispatcher: mayBePrivate ? open : guarded,
    });
}

function initOf({ method, headers, body, signal }: Outgoing): RequestInit {
  return {
    method,
    headers,
    body: body ?? null,
    signal,
    redirect: 'manual',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    ...(isReplayable(body) ? {} : { duplex: 'half' }),
  };
}

/**
 * Returns the target of a redirect; null if the answer is not a redirect. Throws a FetchRefusal.
 */
function targetOf(response: Response, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const location = response.headers.get('location');
  if (location === null) return null;
  if (!URL.canParse(location, from.href)) throw new FetchRefusal('redirects', from);
  return new URL(location, from.href);
}

/** Returns the answer with its final URL. Its body fails once it exceeds `maxBytes`. */
function finished(response: Response, url: URL, isRedirected: boolean, maxBytes: number) {
  const { status, statusText, headers, body } = response;
  let size = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      size += piece.byteLength;
      if (size > maxBytes) throw new FetchRefusal('size', url);
      controller.enqueue(piece);
    },
  });
  const counted = maxBytes === Infinity ? body : (body?.pipeThrough(count) ?? null);
  const answer = new Response(counted, { status, statusText, headers: [...headers] });
  return Object.defineProperties(answer, {
    url: { value: url.href },
    redirected: { value: isRedirected },
  });
}

/** Combines the caller's signal with the deadline, which aborts with a `TimeoutError`. */
function within(signal: AbortSignal | null, deadlineMs: number | undefined): AbortSignal | null {
  if (deadlineMs === undefined) return signal;
  const deadline = AbortSignal.timeout(deadlineMs);
  return signal === null ? deadline : AbortSignal.any([signal, deadline]);
}

/**
 * Creates the only `fetch` for URLs from untrusted sources: a model, a page or a tool server. It
 * allows only http and https, and no credentials in URLs. It refuses hosts on this machine or its
 * network unless `allowsPrivate` returns true; this is checked for each redirect, and again for the
 * address that is connected to. A proxy resolves names itself, so only addresses and local names
 * are refused there. It sends no cookies and no referrer. A redirect to another origin drops the
 * caller's headers. Rejects as fetch does, or with a FetchRefusal, which may be a cause. Loads
 * undici with the first request.
 */
export function createGuardedFetch(options: GuardedFetchOptions): Fetch {
  const { limits, hasProxy, proxied, allowsPrivate } = options;
  let opened: Promise<Send> | null = null;

  async function send(outgoing: Outgoing): Promise<Response> {
    const { url, body } = outgoing;
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new FetchRefusal('scheme', url);
    if (url.username !== '' || url.password !== '') throw new FetchRefusal('credentials', url);
    const mayBePrivate = allowsPrivate(url);
    if (!mayBePrivate && !mayBePublic(url.hostname)) throw new FetchRefusal('private', url);
    if (await hasProxy(url)) return proxied(url.href, initOf(outgoing));
    opened ??= openSend(options);
    const sendDirectly = await opened;
    try {
      return await sendDirectly(outgoing, mayBePrivate);
    } catch (error) {
      const mayTryAgain = isReplayable(body) && isUnknownAuthority(error);
      if (!mayTryAgain || !trustSystemCertificates()) throw error;
      return sendDirectly(outgoing, mayBePrivate);
    }
  }

  return async (input, init) => {
    const start = outgoingOf(input, init);
    let outgoing = { ...start, signal: within(start.signal, limits?.deadlineMs) };
    for (let count = 0; count <= maxRedirects; count += 1) {
      outgoing.signal?.throwIfAborted();
      const response = await send(outgoing);
      const { url } = outgoing;
      const target = start.redirect === 'manual' ? null : targetOf(response, url);
      if (target === null) {
        return finished(response, url, count > 0, limits?.maxBytes ?? Infinity);
      }
      await response.body?.cancel();
      if (start.redirect === 'error') throw new FetchRefusal('redirects', url);
      outgoing = { ...redirected(outgoing, response.status, target), signal: outgoing.signal };
    }
    throw new FetchRefusal('redirects', start.url);
  };
}
