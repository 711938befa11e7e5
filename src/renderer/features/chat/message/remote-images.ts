import type { Controller } from '../../../client/controller.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';

/** Limit of cached images. Older ones have to be requested again. */
const maxKept = 50;

/** Images of the web that the person asked for. */
export interface RemoteImages {
  /** Returns the address of the image in this window. */
  readonly load: (url: string) => Promise<string>;
  /** The image at such an address; null if there is none any more. */
  readonly blobOf: (address: string) => Blob | null;
}

/**
 * Fetches images named in answers, each once while the page exists. They are cached in the window
 * only and never become part of a message or the data folder, so that content from a stranger's
 * server is not stored, backed up or exported. Rejects with a message for the person.
 */
export function createRemoteImages(controller: Controller): RemoteImages {
  const kept = new Map<string, string>();
  const blobs = new Map<string, Blob>();
  const load: RemoteImages['load'] = async (url) => {
    const known = kept.get(url);
    if (known !== undefined) return known;
    const result = await controller.command('image.loadRemote', { url });
    if (!result.ok) throw new Error(sentenceOf(result.error));
    const { bytes, mediaType } = result.value;
    const blob = new Blob([bytes], { type: mediaType });
    const address = URL.createObjectURL(blob);
    kept.set(url, address);
    blobs.set(address, blob);
    for (const [oldest, old] of kept) {
      if (kept.size <= maxKept) break;
      kept.delete(oldest);
      blobs.delete(old);
      URL.revokeObjectURL(old);
    }
    return address;
  };
  return { load, blobOf: (address) => blobs.get(address) ?? null };
}
