import type { RemoteImage } from '../../shared/model/attachments.ts';
import type { FindProxy } from '../providers/fetch.ts';

interface LoaderOptions {
  /** Uses the environment's proxies; see `createServerFetch`. */
  readonly fetch: typeof globalThis.fetch;
  readonly findProxy: FindProxy;
  /** Origins of the servers that the person has set up. */
  readonly knownOrigins: () => readonly string[];
}

/**
 * Loads remote pictures. The code is loaded with the first picture, so it does not slow down the
 * start.
 */
export function createRemoteImageLoader({
  fetch,
  findProxy,
  knownOrigins,
}: LoaderOptions): (url: string) => Promise<RemoteImage> {
  let load: Promise<(url: string) => Promise<RemoteImage>> | null = null;
  return async (url) => {
    load ??= import('./remote-image.ts').then(({ createRemoteImages }) =>
      createRemoteImages({
        fetch,
        hasProxy: async (address) => (await findProxy(address)) !== null,
        knownOrigins,
      }),
    );
    return (await load)(url);
  };
}
