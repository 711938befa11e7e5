import type { RemoteImage } from '../../shared/model/attachments.ts';
import type { FindProxy } from '../providers/fetch.ts';

interface LoaderOptions {
  /** Goes by the proxies of the environment; see `createServerFetch`. */
  readonly fetch: typeof globalThis.fetch;
  readonly findProxy: FindProxy;
  /** Origins of the servers that the person has set up. */
  readonly knownOrigins: () => readonly string[];
}

/** Loads pictures that lie elsewhere. The code for it is loaded with the first one, so a start does not pay for it. */
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
