import type { AttachmentContent, LoadAttachment } from '../chat/request.ts';
import type { AttachmentPart } from '../../shared/conversation.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { errorCode } from '../store/file-system.ts';
import { createPdfTexts, type PdfTexts } from './pdf-texts.ts';
import type { ReadPdf } from './pdf.ts';
import { createTextReader } from './text.ts';

/** What reading attachments for a request stands on. */
export interface ContentRooms {
  readonly store: Pick<AttachmentStore, 'read'>;
  readonly pdfTexts: PdfTexts;
  readonly report: (error: unknown) => void;
}

/** An image as the address of itself; made block by block, so that a large one holds nothing up. */
async function dataUrl(blocks: AsyncIterable<Uint8Array>, mediaType: string): Promise<string> {
  const pieces: string[] = [];
  let rest = Buffer.alloc(0);
  for await (const block of blocks) {
    const bytes = Buffer.concat([rest, block]);
    // Base64 turns three bytes into four characters: what is over waits for the next block.
    const whole = bytes.length - (bytes.length % 3);
    pieces.push(bytes.toString('base64', 0, whole));
    rest = bytes.subarray(whole);
  }
  pieces.push(rest.toString('base64'));
  return `data:${mediaType};base64,${pieces.join('')}`;
}

/** The text of a file; null if it is none. */
async function textOf(blocks: AsyncIterable<Uint8Array>): Promise<string | null> {
  const reader = createTextReader();
  const pieces: string[] = [];
  for await (const block of blocks) {
    const piece = reader.read(block);
    if (piece === null) return null;
    pieces.push(piece);
  }
  const last = reader.end();
  return last === null ? null : pieces.join('') + last;
}

async function contentOf(part: AttachmentPart, rooms: ContentRooms): Promise<AttachmentContent> {
  const { store, pdfTexts } = rooms;
  if (part.kind === 'image') {
    return { kind: 'image', url: await dataUrl(store.read(part.attachment), part.mediaType) };
  }
  const text =
    part.mediaType === 'application/pdf'
      ? await pdfTexts.of(part.attachment)
      : await textOf(store.read(part.attachment));
  return text === null ? { kind: 'unreadable' } : { kind: 'text', text };
}

/** Makes the function that reads attachments for requests, in blocks and without keeping anything large. */
export function createContentLoader(rooms: ContentRooms): LoadAttachment {
  return async (part) => {
    try {
      return await contentOf(part, rooms);
    } catch (error) {
      // The conversation goes on without it, and the model is told.
      if (errorCode(error) !== 'ENOENT') rooms.report(error);
      return { kind: 'missing' };
    }
  };
}

/** The same from a folder of attachments, for programs without a window. */
export function openContentLoader(
  store: AttachmentStore,
  readPdf: ReadPdf,
  report: (error: unknown) => void,
): LoadAttachment {
  return createContentLoader({ store, pdfTexts: createPdfTexts(store, readPdf), report });
}
