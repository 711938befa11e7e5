import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Confined } from '../confined/confined.ts';
import type { AttachmentContent, LoadAttachment } from '../wire/chat-completions/request.ts';
import type { AttachmentPart } from '../../shared/model/conversation.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { errorCode } from '../disk/file-system.ts';
import { documentFormatOf } from './documents.ts';
import { createForeignFiles, type ForeignFiles } from './foreign.ts';
import { createPdfTexts, type PdfTexts } from './pdf-texts.ts';
import { createPdfReader } from './pdf.ts';
import { createTextReader } from './text.ts';

/** What reading attachments for a request stands on. */
export interface ContentRooms {
  readonly store: Pick<AttachmentStore, 'read'>;
  readonly pdfTexts: PdfTexts;
  readonly foreign: ForeignFiles;
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

/** The text of a file in an encoding that is not UTF-8; null if it is no text in any. */
async function foreignText(sha256: string, rooms: ContentRooms): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  for await (const piece of rooms.store.read(sha256)) pieces.push(piece);
  const encoding = await rooms.foreign.encodingOf(pieces);
  if (encoding === null) return null;
  const decoder = new TextDecoder(encoding);
  let text = '';
  for (const piece of pieces) {
    text += decoder.decode(piece, { stream: true });
    await nextTurn();
  }
  return (text + decoder.decode()).replaceAll('\0', '');
}

/** What a file says, by its kind; null if a model cannot read it. */
async function fileText(part: AttachmentPart, rooms: ContentRooms): Promise<string | null> {
  const { attachment, mediaType } = part;
  if (mediaType === 'application/pdf') return rooms.pdfTexts.of(attachment);
  const format = documentFormatOf(mediaType);
  if (format !== null) return rooms.foreign.documents.of(attachment, format);
  return (await textOf(rooms.store.read(attachment))) ?? foreignText(attachment, rooms);
}

async function contentOf(part: AttachmentPart, rooms: ContentRooms): Promise<AttachmentContent> {
  const { store } = rooms;
  if (part.kind === 'image') {
    return { kind: 'image', url: await dataUrl(store.read(part.attachment), part.mediaType) };
  }
  const text = await fileText(part, rooms);
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
  confined: Pick<Confined, 'run'>,
  report: (error: unknown) => void,
): LoadAttachment {
  const pdfTexts = createPdfTexts(store, createPdfReader(confined, report));
  const foreign = createForeignFiles(confined, store, report);
  return createContentLoader({ store, pdfTexts, foreign, report });
}
