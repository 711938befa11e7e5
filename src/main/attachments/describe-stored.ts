import type { AttachmentPart } from '../../shared/model/conversation.ts';
import { expected } from '../../shared/expected.ts';
import { imageSize } from '../../shared/image-size.ts';
import { isPlainText, isTextEncoding } from '../../shared/model/text-encodings.ts';
import { isImage, mediaTypeOf, shortName } from '../disk/media-type.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { documentFormatOf } from './documents.ts';
import { withPictures, type PdfContents } from './pdf-contents.ts';

/** How much of an attachment is read to identify it (bytes). */
const beginning = 512 * 1024;

/** An attachment requested for a message. */
export interface AttachmentName {
  readonly attachment: string;
  readonly name: string;
  /** The person's choice, or the detected encoding; a label of the Encoding Standard. */
  readonly encoding?: string | undefined;
  /** The URI under which a tool server offered it. */
  readonly origin?: string | undefined;
}

async function startOf(store: Pick<AttachmentStore, 'read'>, sha256: string): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  let size = 0;
  for await (const block of store.read(sha256)) {
    blocks.push(block);
    size += block.byteLength;
    if (size >= beginning) break;
  }
  return Buffer.concat(blocks);
}

/**
 * The message part for bytes in the store; what the window says about them is not trusted. Throws
 * ExpectedErrors.
 */
export async function describeStored(
  store: Pick<AttachmentStore, 'read' | 'settle' | 'size'>,
  pdfs: Pick<PdfContents, 'of'>,
  { attachment, name: given, encoding, origin }: AttachmentName,
): Promise<AttachmentPart> {
  const name = shortName(given);
  const size = await store.size(attachment);
  if (size === null) {
    throw expected('attachment_gone', { name });
  }
  store.settle(attachment);
  const start = await startOf(store, attachment);
  const mediaType = mediaTypeOf(start, name);
  const base = { attachment, name, size, ...(origin === undefined ? {} : { origin }) };
  const sides = isImage(mediaType) ? imageSize(start, mediaType) : null;
  if (sides !== null) return { kind: 'image', ...base, mediaType, ...sides };
  const isReadable =
    /^text\/|^image\/svg|json$|^application\/pdf$/.test(mediaType) ||
    documentFormatOf(mediaType) !== null;
  const part = {
    kind: 'file',
    ...base,
    mediaType: isReadable ? mediaType : 'text/plain',
  } as const;
  if (mediaType === 'application/pdf') return withPictures(part, await pdfs.of(attachment));
  const isChosen = encoding !== undefined && isTextEncoding(encoding);
  return isChosen && isPlainText(part.mediaType) ? { ...part, encoding } : part;
}
