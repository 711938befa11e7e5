import type { Controller } from '../../../client/controller.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';

/** Images kept at a time; the oldest has to be asked for again. */
const mostKept = 50;

/**
 * Fetches images that answers name, each once while the page is there: they are the window's only, never
 * part of a message or of the data folder, so that what a stranger's server sent is not kept, backed up or
 * exported. Rejects with the words for the person.
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
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
      URL.revokeObjectURL(old);
    }
    return address;
  };
}
