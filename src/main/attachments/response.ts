import { imageSize, maxPixels } from '../../shared/image-size.ts';
import { isImage, mediaTypeOf } from '../disk/media-type.ts';
import type { AttachmentStore } from '../store/attachments.ts';

/** True for a picture that a window can decode; pictures of unknown dimensions are not shown. */
function isSmallEnough(start: Uint8Array, mediaType: string): boolean {
  const sides = imageSize(start, mediaType);
  return sides !== null && sides.width * sides.height <= maxPixels;
}

/**
 * The headers for untrusted bytes. A picture is typed by its content, everything else is a
 * download, and nothing is served as a document that could run.
 */
function headersFor(start: Uint8Array, size: number): Record<string, string> {
  const found = mediaTypeOf(start, '');
  const isShown = isImage(found) && isSmallEnough(start, found);
  return {
    'content-type': isShown ? found : 'application/octet-stream',
    'content-length': String(size),
    ...(isShown ? {} : { 'content-disposition': 'attachment' }),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    // The content under a hash never changes.
    'cache-control': 'private, max-age=31536000, immutable',
  };
}

/**
 * Enough bytes to find the dimensions of any picture; in photographs they follow the camera's
 * metadata.
 */
const startLength = 700_000;

/** The first bytes of a file. */
async function startOf(blocks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < startLength) {
    const next = await blocks.next();
    if (next.done === true) break;
    parts.push(next.value);
    length += next.value.byteLength;
  }
  return Buffer.concat(parts);
}

/** Answers a request for an attachment; null if there is none. Throws Node's error. */
export async function attachmentResponse(
  store: Pick<AttachmentStore, 'size' | 'read'>,
  sha256: string,
): Promise<Response | null> {
  const size = await store.size(sha256);
  if (size === null) return null;
  const blocks = store.read(sha256)[Symbol.asyncIterator]();
  const start = await startOf(blocks);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (start.byteLength > 0) controller.enqueue(start);
      else controller.close();
    },
    async pull(controller) {
      const next = await blocks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await blocks.return?.();
    },
  });
  return new Response(body, { headers: headersFor(start, size) });
}
