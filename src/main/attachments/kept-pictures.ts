import { ExpectedError } from '../../shared/expected.ts';
import type { KeepPicture } from '../turns/answer-pictures.ts';
import { bytesOfDataUrl, typeOfDataUrl } from '../disk/data-url.ts';
import { extensionFor, mediaTypeOf } from '../disk/media-type.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { createIntake } from './examine.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What is known of the bytes without believing whoever sent them; sides only of what may be shown. */
function facts(
  bytes: Buffer,
  name: string,
): { readonly mediaType: string; readonly width?: number; readonly height?: number } {
  const intake = createIntake();
  intake.take(bytes);
  try {
    const kind = intake.examine(name);
    switch (kind.kind) {
      case 'image': {
        const { mediaType, width, height } = kind;
        return { mediaType, width, height };
      }
      case 'text':
        return { mediaType: kind.mediaType };
      case 'document':
        return { mediaType: kind.mediaType };
      case 'pdf':
        return { mediaType: 'application/pdf' };
      case 'tiff':
        return { mediaType: 'image/tiff' };
      case 'heic':
      case 'unknown':
        return { mediaType: mediaTypeOf(bytes, '') };
    }
  } catch (error) {
    // Too large to be shown, damaged, or no picture at all: it is kept as a file, to be saved.
    if (!(error instanceof ExpectedError)) throw error;
    return { mediaType: mediaTypeOf(bytes, '') };
  }
}

/**
 * Makes the keeper over a store. A picture is one by its bytes and its sides, as any attachment is;
 * everything else becomes a file that is never drawn. Nothing that a model sent is dropped.
 */
export function createPictureKeeper(store: Pick<AttachmentStore, 'put'>): KeepPicture {
  return async (url, nth) => {
    const bytes = bytesOfDataUrl(url);
    if (bytes === null || bytes.byteLength === 0) return null;
    const base = nth > 1 ? `Picture ${String(nth)}` : 'Picture';
    const { mediaType, width, height } = facts(bytes, base + extensionFor(typeOfDataUrl(url)));
    const { sha256, size } = await store.put(once(bytes));
    const name = base + extensionFor(mediaType);
    const part = { attachment: sha256, mediaType, name, size };
    return width === undefined || height === undefined
      ? { kind: 'file', ...part }
      : { kind: 'image', ...part, width, height };
  };
}
