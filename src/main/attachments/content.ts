import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Confined } from '../confined/confined.ts';
import {
  contentKey,
  type AttachmentContent,
  type LoadAttachment,
} from '../turns/attachment-contents.ts';
import type { AttachmentPart } from '../../shared/model/conversation.ts';
import { isTextEncoding } from '../../shared/model/text-encodings.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { errorCode } from '../disk/file-system.ts';
import { documentFormatOf } from './documents.ts';
import { createForeignFiles, type ForeignFiles } from './foreign.ts';
import { drawNothing } from './page-pictures.ts';
import { createPdfContents, type PdfContent, type PdfContents } from './pdf-contents.ts';
import { createLeastUsed } from './least-used.ts';
import { createPdfReader } from './pdf.ts';
import { createTextReader } from './text.ts';

/** Dependencies of reading attachments for a request. */
export interface ContentRooms {
  readonly store: Pick<AttachmentStore, 'read'>;
  readonly pdfs: PdfContents;
  readonly foreign: ForeignFiles;
  readonly report: (error: unknown) => void;
}

type TextPart = Extract<AttachmentPart, { readonly kind: 'file' }>;

/** Encodes an image as a data URL, block by block, so that a large one blocks nothing. */
async function dataUrl(blocks: AsyncIterable<Uint8Array>, mediaType: string): Promise<string> {
  const pieces: string[] = [];
  let rest = Buffer.alloc(0);
  for await (const block of blocks) {
    const bytes = Buffer.concat([rest, block]);
    // Base64 turns three bytes into four characters, so the remainder waits for the next block.
    const whole = bytes.length - (bytes.length % 3);
    pieces.push(bytes.toString('base64', 0, whole));
    rest = bytes.subarray(whole);
  }
  pieces.push(rest.toString('base64'));
  return `data:${mediaType};base64,${pieces.join('')}`;
}

/** The text of a file; null if it is not text. */
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

/**
 * The text of a file in the chosen encoding, else in the detected one; null if it is not text in
 * any.
 */
async function decodedText(
  { attachment, encoding: chosen }: TextPart,
  rooms: ContentRooms,
): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  for await (const piece of rooms.store.read(attachment)) pieces.push(piece);
  const isKnown = chosen !== undefined && isTextEncoding(chosen);
  const encoding = isKnown ? chosen : await rooms.foreign.encodingOf(pieces);
  if (encoding === null) return null;
  const decoder = new TextDecoder(encoding);
  let text = '';
  for (const piece of pieces) {
    text += decoder.decode(piece, { stream: true });
    await nextTurn();
  }
  return (text + decoder.decode()).replaceAll('\0', '');
}

/**
 * The text of a file. Valid UTF-8 is read directly unless an encoding was chosen; otherwise the
 * encoding is detected.
 */
async function plainText(part: TextPart, rooms: ContentRooms): Promise<string | null> {
  const text = part.encoding === undefined ? await textOf(rooms.store.read(part.attachment)) : null;
  return text ?? decodedText(part, rooms);
}

/** The readable text of a web page, or its source if there is nothing readable in it. */
async function pageContent(part: TextPart, rooms: ContentRooms): Promise<AttachmentContent> {
  const html = await plainText(part, rooms);
  if (html === null) return { kind: 'unreadable' };
  const reply = await rooms.foreign.documents.read([Buffer.from(html)], 'page');
  return reply.kind === 'text'
    ? { kind: 'text', text: reply.text, isOfPage: true }
    : { kind: 'text', text: html };
}

/** The text of a file by its kind; null if a model cannot read it. */
async function fileText(part: TextPart, rooms: ContentRooms): Promise<string | null> {
  const { attachment, mediaType } = part;
  const format = documentFormatOf(mediaType);
  if (format !== null) return rooms.foreign.documents.of(attachment, format);
  return plainText(part, rooms);
}

function pdfContent(content: PdfContent): AttachmentContent {
  switch (content.kind) {
    case 'text':
      return content;
    case 'pages':
      return content;
    case 'undrawn':
      return { kind: content.why === 'none' ? 'not_drawn_here' : 'unreadable' };
    case 'locked':
    case 'damaged':
    case 'slow':
    case 'large':
    case 'long':
      return { kind: 'unreadable' };
  }
}

async function contentOf(
  part: AttachmentPart,
  rooms: ContentRooms,
  pages: KeptPages,
): Promise<AttachmentContent> {
  const { store } = rooms;
  if (part.kind === 'image') {
    return { kind: 'image', url: await dataUrl(store.read(part.attachment), part.mediaType) };
  }
  if (part.mediaType === 'application/pdf') return pdfContent(await rooms.pdfs.of(part.attachment));
  if (part.mediaType === 'text/html') return pages.of(part, () => pageContent(part, rooms));
  const text = await fileText(part, rooms);
  return text === null ? { kind: 'unreadable' } : { kind: 'text', text };
}

/**
 * How much web page text is held in memory (UTF-16 code units), because every message of a
 * conversation sends it again.
 */
const maxKept = 4_000_000;

interface KeptPages {
  of(part: TextPart, read: () => Promise<AttachmentContent>): Promise<AttachmentContent>;
}

function createKeptPages(): KeptPages {
  const kept = createLeastUsed<AttachmentContent>(maxKept, (content) =>
    content.kind === 'text' ? content.text.length : 0,
  );
  return {
    async of(part, read) {
      const key = contentKey(part);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const content = await read();
      kept.set(key, content);
      return content;
    },
  };
}

/**
 * Creates the function that reads attachments for requests, in blocks and without keeping anything
 * large in memory.
 */
export function createContentLoader(rooms: ContentRooms): LoadAttachment {
  const pages = createKeptPages();
  return async (part) => {
    try {
      return await contentOf(part, rooms, pages);
    } catch (error) {
      // The conversation continues without it, and the model is told.
      if (errorCode(error) !== 'ENOENT') rooms.report(error);
      return { kind: 'missing' };
    }
  };
}

/** The same for a folder of attachments, for programs without a window. */
export function openContentLoader(
  store: AttachmentStore,
  confined: Pick<Confined, 'run'>,
  report: (error: unknown) => void,
): LoadAttachment {
  const pdfs = createPdfContents(store, createPdfReader(confined, report), drawNothing);
  const foreign = createForeignFiles(confined, store, report);
  return createContentLoader({ store, pdfs, foreign, report });
}
