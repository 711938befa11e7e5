import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { RemoteImage } from '../../shared/model/attachments.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import { isImage, mediaTypeOf } from '../disk/media-type.ts';
import { errorOfProxy, proxyErrorIn } from '../network/proxy-error.ts';
import { imageSize, mostPixels } from '../../shared/image-size.ts';
import { isPublicAddress, mayBePublic } from '../web/public-address.ts';

type Fetch = typeof globalThis.fetch;

/** Dependencies of fetching remote images. */
export interface RemoteImageRooms {
  /** Uses the environment's proxies; see `createServerFetch`. */
  readonly fetch: Fetch;
  /** True if a request to this address goes through a proxy, which then resolves the name. */
  readonly hasProxy: (url: URL) => Promise<boolean>;
  /** Origins of the servers that the person has set up: Parley talks to these anyway. */
  readonly knownOrigins: () => readonly string[];
  /** Default: the system's. */
  readonly lookup?: LookupFunction;
}

const longestMs = 20_000;
const largestBytes = 20 * 1024 ** 2;
const mostRedirects = 5;

const near = 'near';

/**
 * Rejects non-public addresses at connection time, because a name may resolve differently a second
 * later.
 */
function guarded(find: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    find(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      if (error !== null) {
        callback(error, '');
      } else if (
        addresses.length === 0 ||
        !addresses.every(({ address }) => isPublicAddress(address))
      ) {
        callback(Object.assign(new Error('Not a public address'), { code: near }), '');
      } else if (options.all === true) {
        callback(null, addresses);
      } else {
        const [first] = addresses;
        callback(null, first?.address ?? '', first?.family);
      }
    });
}

async function openGuardedFetch(find: LookupFunction): Promise<Fetch> {
  const undici = await import('undici');
  const dispatcher = new undici.Agent({
    connect: { lookup: guarded(find), timeout: 10_000 },
    allowH2: false,
  });
  const fetch = undici.fetch as unknown as (
    input: Parameters<Fetch>[0],
    init: object,
  ) => Promise<Response>;
  return (input, init) => fetch(input, { ...init, dispatcher });
}

function codeIn(error: unknown): unknown {
  for (
    let each = error, depth = 0;
    each instanceof Error && depth < 5;
    each = each.cause, depth += 1
  ) {
    if ('code' in each && each.code === near) return near;
  }
  return null;
}

/** The body, or an error as soon as it is too large. */
async function bodyOf(response: Response, url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > largestBytes) {
      throw expected('image_too_many_bytes', { host: url.host, most: largestBytes });
    }
    pieces.push(piece);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

function checked(bytes: Uint8Array<ArrayBuffer>, response: Response, url: URL): RemoteImage {
  const said = response.headers.get('content-type') ?? '';
  const mediaType = mediaTypeOf(bytes, '');
  const sides = isImage(mediaType) ? imageSize(bytes, mediaType) : null;
  if (sides === null || !/^(?:image\/|application\/octet-stream|binary\/|$)/i.test(said)) {
    throw expected('not_a_picture', { host: url.host });
  }
  if (sides.width * sides.height > mostPixels) {
    throw expected('image_too_many_pixels', { host: url.host });
  }
  return { bytes, mediaType };
}

/**
 * Creates the function that fetches an image linked in an answer. Only http and https, at most 20
 * MB, 20 s and five redirects; no cookies, no referrer; nothing on this machine or its network,
 * except a server that the person has set up. Throws ExpectedErrors (`invalid`, `network`,
 * `timeout`).
 */
export function createRemoteImages(
  rooms: RemoteImageRooms,
): (address: string) => Promise<RemoteImage> {
  const find = rooms.lookup ?? lookup;
  let guardedFetch: Promise<Fetch> | null = null;

  async function fetchFor(url: URL): Promise<Fetch> {
    if (rooms.knownOrigins().includes(url.origin)) return rooms.fetch;
    if (!mayBePublic(url.hostname)) throw expected('image_nearby', { host: url.host });
    if (await rooms.hasProxy(url)) return rooms.fetch;
    guardedFetch ??= openGuardedFetch(find);
    return guardedFetch;
  }

  async function follow(start: URL, signal: AbortSignal): Promise<RemoteImage> {
    let url = start;
    for (let count = 0; count <= mostRedirects; count += 1) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw expected('image_not_on_the_web', { host: start.host });
      }
      const fetch = await fetchFor(url);
      // Credentials in the address would be sent along.
      url.username = '';
      url.password = '';
      const response = await fetch(url.href, {
        signal,
        redirect: 'manual',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        headers: {
          accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif,image/bmp',
          'user-agent': 'Parley',
        },
      });
      const next = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && next !== null) {
        await response.body?.cancel();
        if (!URL.canParse(next, url.href)) break;
        url = new URL(next, url.href);
        continue;
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw expected('image_absent', { host: url.host, status: response.status });
      }
      return checked(await bodyOf(response, url), response, url);
    }
    throw expected('image_leads_nowhere', { host: start.host });
  }

  return async (address) => {
    if (!URL.canParse(address)) throw expected('not_an_image_address', {});
    const start = new URL(address);
    const signal = AbortSignal.timeout(longestMs);
    try {
      return await follow(start, signal);
    } catch (error) {
      if (error instanceof ExpectedError) throw error;
      if (codeIn(error) === near) throw expected('image_nearby', { host: start.host });
      if (signal.aborted) {
        throw expected('image_too_slow', { host: start.host });
      }
      const proxy = proxyErrorIn(error);
      if (proxy !== null)
        throw new ExpectedError(errorOfProxy(proxy, start.host), { cause: error });
      throw expected('image_unreachable', { host: start.host });
    }
  };
}
