import type { AttachmentPart } from '../../../../src/shared/model/conversation.ts';
import type { Program } from './program.ts';

/** One red pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFAAH/e+m+7wAAAABJRU5ErkJggg==',
  'base64',
);

/** Puts a picture among the program's attachments. */
export async function keepPicture({
  attachments,
}: Program): Promise<Extract<AttachmentPart, { kind: 'image' }>> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(png);
  }
  const { sha256, size } = await attachments.put(bytes(), null);
  return { kind: 'image', attachment: sha256, mediaType: 'image/png', name: 'dot.png', size };
}
