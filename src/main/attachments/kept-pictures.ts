import { t } from '../../shared/language/translate.ts';
import { ExpectedError } from '../../shared/expected.ts';
import type { AttachmentPart, Id } from '../../shared/model/conversation.ts';
import type { KeepPicture } from '../turns/answer-pictures.ts';
import { bytesOfDataUrl, typeOfDataUrl } from '../disk/data-url.ts';
import { extensionFor, mediaTypeOf } from '../disk/media-type.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { createIntake } from './examine.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/**
 * Type and dimensions, determined from the bytes without trusting the sender; dimensions only if it
 * may be shown.
 */
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
    // It is too large to be shown, damaged, or not a picture: store it as a file that can be saved.
    if (!(error instanceof ExpectedError)) throw error;
    return { mediaType: mediaTypeOf(bytes, '') };
  }
}

/**
 * Keeps bytes that a tool gave back to a conversation, under a name; an image is one by its bytes
 * and its sides.
 */
export type KeepFile = (
  bytes: Uint8Array,
  named: { readonly name: string; readonly mediaType: string },
  of: Id,
) => Promise<AttachmentPart>;

/** Makes the keeper of such bytes over a store. */
export function createFileKeeper(store: Pick<AttachmentStore, 'put'>): KeepFile {
  return async (bytes, { name, mediaType: said }, of) => {
    const { mediaType: found, width, height } = facts(Buffer.from(bytes), name);
    const { sha256, size } = await store.put(once(bytes), of);
    if (width !== undefined && height !== undefined) {
      return { kind: 'image', attachment: sha256, mediaType: found, name, size, width, height };
    }
    // The bytes decide whether it is an image, not what the model calls it.
    const mediaType = said.startsWith('image/') || said === '' ? found : said;
    return { kind: 'file', attachment: sha256, mediaType, name, size };
  };
}

/**
 * Creates the function that stores pictures of answers. As with any attachment, its bytes and
 * dimensions decide whether it is a picture; everything else becomes a file that is never drawn.
 * Nothing that a model sent is dropped.
 */
export function createPictureKeeper(store: Pick<AttachmentStore, 'put'>): KeepPicture {
  return async (url, nth, of) => {
    const bytes = bytesOfDataUrl(url);
    if (bytes === null || bytes.byteLength === 0) return null;
    const base = nth > 1 ? t('file.picture.numbered', { number: nth }) : t('menu.picture');
    const { mediaType, width, height } = facts(bytes, base + extensionFor(typeOfDataUrl(url)));
    const { sha256, size } = await store.put(once(bytes), of);
    const name = base + extensionFor(mediaType);
    const part = { attachment: sha256, mediaType, name, size };
    return width === undefined || height === undefined
      ? { kind: 'file', ...part }
      : { kind: 'image', ...part, width, height };
  };
}
