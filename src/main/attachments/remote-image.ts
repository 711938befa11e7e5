import type { LookupFunction } from 'node:net';
import type { RemoteImage } from '../../shared/model/attachments.ts';
import { expected, type ExpectedError } from '../../shared/expected.ts';
import { imageSize, maxPixels } from '../../shared/image-size.ts';
import { isImage, mediaTypeOf } from '../disk/media-type.ts';
import { errorOfFetch } from '../web/fetch-failure.ts';
import type { FetchRefusal } from '../web/fetch-refusal.ts';
import { createGuardedFetch } from '../web/guarded-fetch.ts';

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

const limits = { deadlineMs: 20_000, maxBytes: 20 * 1024 ** 2 };

const accept = 'image/avif,image/webp,image/png,image/jpeg,image/gif,image/bmp';

function checked(bytes: Uint8Array<ArrayBuffer>, response: Response, host: string): RemoteImage {
  const said = response.headers.get('content-type') ?? '';
  const mediaType = mediaTypeOf(bytes, '');
  const sides = isImage(mediaType) ? imageSize(bytes, mediaType) : null;
  if (sides === null || !/^(?:image\/|application\/octet-stream|binary\/|$)/i.test(said)) {
    throw expected('not_a_picture', { host });
  }
  if (sides.width * sides.height > maxPixels) throw expected('image_too_many_pixels', { host });
  return { bytes, mediaType };
}

function errorOfRefusal({ reason, url: { host } }: FetchRefusal, start: URL): ExpectedError {
  switch (reason) {
    case 'private':
      return expected('image_nearby', { host });
    case 'size':
      return expected('image_too_many_bytes', { host, most: limits.maxBytes });
    case 'scheme':
      return expected('image_not_on_the_web', { host: start.host });
    case 'credentials':
    case 'redirects':
    case 'spent_body':
      return expected('image_leads_nowhere', { host: start.host });
  }
}

function errorOfFailure(error: unknown, start: URL): ExpectedError {
  const { host } = start;
  return errorOfFetch(error, host, {
    refused: (refusal) => errorOfRefusal(refusal, start),
    tooSlow: () => expected('image_too_slow', { host }),
    unreachable: () => expected('image_unreachable', { host }),
  });
}

/**
 * Makes the function that fetches an image which an answer names. Only http and https, at most 20 MB,
 * 20 s and five redirects; no cookies, no referrer; nothing on this machine or its network, except a
 * server that the person has set up. Throws ExpectedErrors (`invalid`, `network`, `timeout`).
 */
export function createRemoteImages(
  rooms: RemoteImageRooms,
): (address: string) => Promise<RemoteImage> {
  const fetch = createGuardedFetch({
    proxied: rooms.fetch,
    hasProxy: rooms.hasProxy,
    allowsPrivate: ({ origin }) => rooms.knownOrigins().includes(origin),
    limits,
    ...(rooms.lookup === undefined ? {} : { lookup: rooms.lookup }),
  });
  return async (address) => {
    if (!URL.canParse(address)) throw expected('not_an_image_address', {});
    const start = new URL(address);
    // A name and password in the address would be sent along.
    start.username = '';
    start.password = '';
    try {
      const response = await fetch(start, { headers: { accept } });
      const { host } = new URL(response.url);
      if (response.ok) return checked(new Uint8Array(await response.arrayBuffer()), response, host);
      await response.body?.cancel();
      throw expected('image_absent', { host, status: response.status });
    } catch (error) {
      throw errorOfFailure(error, start);
    }
  };
}
