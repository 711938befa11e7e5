import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import { isUnknownAuthority, trustSystemCertificates } from '../network/system-certificates.ts';
import { FetchRefusal } from './fetch-refusal.ts';
import { isReplayable, outgoingOf, redirected, type Outgoing } from './outgoing.ts';
import { isPublicAddress, mayBePublic } from './public-address.ts';

type Fetch = typeof globalThis.fetch;

/** What a guarded fetch stands on, and how far it goes. */
export interface GuardedFetchOptions {
  /** Goes by the proxies; used for addresses for which `hasProxy` is true. See `createServerFetch`. */
  readonly proxied: Fetch;
  /** True if a request to this address goes through a proxy, which then finds out where a name leads. */
  readonly hasProxy: (url: URL) => Promise<boolean>;
  /** True for a server that may be on this machine or its network: the person set it up or allowed it. */
  readonly allowsPrivate: (url: URL) => boolean;
  /** For exchanges that end: how long one may take, and how large its answer may be when unpacked. */
  readonly limits?: { readonly deadlineMs: number; readonly mostBytes: number };
  /** Connections serve several requests, for a client that asks one server often. By default each has its own. */
  readonly keepsConnections?: boolean;
  /** Default: the system's. */
  readonly lookup?: LookupFunction;
}

const connectTimeoutMs = 10_000;
const mostRedirects = 5;

/** Refuses an address that is not public at the moment of connecting: a name may lead elsewhere a second later. */
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
      // The caller's signal and the deadline end a request: a stream may be silent for hours.
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

/** Where a redirect leads; null for an answer that is none. Throws a FetchRefusal. */
function targetOf(response: Response, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const location = response.headers.get('location');
  if (location === null) return null;
  if (!URL.canParse(location, from.href)) throw new FetchRefusal('redirects', from);
  return new URL(location, from.href);
}

/** The answer with its final address; its body fails as soon as it is larger than `mostBytes`. */
function finished(response: Response, url: URL, isRedirected: boolean, mostBytes: number) {
  const { status, statusText, headers, body } = response;
  let size = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      size += piece.byteLength;
      if (size > mostBytes) throw new FetchRefusal('size', url);
      controller.enqueue(piece);
    },
  });
  const counted = mostBytes === Infinity ? body : (body?.pipeThrough(count) ?? null);
  const answer = new Response(counted, { status, statusText, headers: [...headers] });
  return Object.defineProperties(answer, {
    url: { value: url.href },
    redirected: { value: isRedirected },
  });
}

/** Aborts with the caller's signal, and at the deadline with a `TimeoutError`. */
function within(signal: AbortSignal | null, deadlineMs: number | undefined): AbortSignal | null {
  if (deadlineMs === undefined) return signal;
  const deadline = AbortSignal.timeout(deadlineMs);
  return signal === null ? deadline : AbortSignal.any([signal, deadline]);
}

/**
 * Makes the one `fetch` for whatever a stranger can cause to be fetched: a model, a page, a tool server.
 * http and https only, no credentials in addresses; nothing on this machine or its network unless
 * `allowsPrivate` says so, which is checked for each redirect and again with the address that is being
 * connected to. With a proxy the names are looked up there, so only addresses and local names are refused.
 * No cookies, no referrer; a redirect to another origin takes none of the caller's headers along.
 * Rejects as fetch does, and with a FetchRefusal, perhaps as a cause. undici is loaded with the first request.
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
    for (let count = 0; count <= mostRedirects; count += 1) {
      outgoing.signal?.throwIfAborted();
      const response = await send(outgoing);
      const { url } = outgoing;
      const target = start.redirect === 'manual' ? null : targetOf(response, url);
      if (target === null) {
        return finished(response, url, count > 0, limits?.mostBytes ?? Infinity);
      }
      await response.body?.cancel();
      if (start.redirect === 'error') throw new FetchRefusal('redirects', url);
      outgoing = { ...redirected(outgoing, response.status, target), signal: outgoing.signal };
    }
    throw new FetchRefusal('redirects', start.url);
  };
}
