import type { Controller } from '../../../client/controller.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';

/** Limit of cached images. Older ones have to be requested again. */
const maxKept = 50;

/**
 * Fetches images named in answers, each once while the page exists. They are cached in the window
 * only and never become part of a message or the data folder, so that content from a stranger's
 * server is not stored, backed up or exported. Rejects with a message for the person.
 */
export function createRemoteImages(controller: Controller): (url: string) => Promise<string> {
  const kept = new Map<string, string>();
  return async (url) => {
    const known = kept.get(url);
    if (known !== undefined) return known;
    const result = await controller.command('image.loadRemote', { url });
    if (!result.ok) throw new Error(sentenceOf(result.error));
    const { bytes, mediaType } = result.value;
    const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    kept.set(url, address);
    for (const [oldest, old] of kept) {
      if (kept.size <= maxKept) break;
      kept.delete(oldest);
      URL.revokeObjectURL(old);
    }
    return address;
  };
}
