import { expected, type ExpectedError } from '../../shared/expected.ts';
import type { AttachmentPart, PdfPictures } from '../../shared/model/conversation.ts';
import type { PagesContent } from '../turns/page-parts.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { createLeastUsed } from './least-used.ts';
import { pagesToDraw, type DrawPages, type NotDrawn } from './page-pictures.ts';
import { pdfText, type PdfReply, type ReadPdf } from './pdf.ts';

/** The content of a PDF, as a model gets it. */
export type PdfContent =
  | { readonly kind: 'text'; readonly text: string }
  | PagesContent
  /** `undrawn`: it was scanned, and its pages cannot be drawn. */
  | { readonly kind: Exclude<PdfReply['kind'], 'pages'> }
  | { readonly kind: 'undrawn'; readonly why: NotDrawn };

/** The contents of attached PDFs. */
export interface PdfContents {
  /** Throws Node's error if it does not exist. */
  of(sha256: string): Promise<PdfContent>;
  /** Reads bytes that are just being attached. */
  read(pieces: readonly Uint8Array[]): Promise<PdfContent>;
  /** Caches content that was read earlier under this attachment. */
  remember(sha256: string, content: PdfContent): void;
}

/**
 * How much is held in memory (UTF-16 code units), because every message of a conversation sends it
 * again.
 */
const maxKept = 64_000_000;

function sizeOf(content: PdfContent): number {
  switch (content.kind) {
    case 'text':
      return content.text.length;
    case 'pages':
      return content.pages.reduce(
        (sum, { text, picture }) => sum + text.length + (picture?.length ?? 0),
        0,
      );
    case 'locked':
    case 'damaged':
    case 'slow':
    case 'large':
    case 'long':
    case 'undrawn':
      return 0;
  }
}

/** How many pages are sent as pictures, for display; null for a PDF of text. */
export function picturesIn(content: PdfContent): PdfPictures | null {
  if (content.kind !== 'pages') return null;
  const drawn = content.pages.filter(({ picture }) => picture !== null).length;
  return { drawn, leftOut: content.leftOut.length };
}

/** The error for a PDF that cannot be attached, which says what to do instead; null if it can. */
export function refusalOfPdf(name: string, content: PdfContent): ExpectedError | null {
  switch (content.kind) {
    case 'text':
    case 'pages':
      return null;
    case 'undrawn':
      return expected('pdf_not_taken', { name, why: `undrawn_${content.why}` });
    case 'locked':
    case 'damaged':
    case 'slow':
    case 'large':
    case 'long':
      return expected('pdf_not_taken', { name, why: content.kind });
  }
}

/** Creates the contents on top of a store. */
export function createPdfContents(
  store: Pick<AttachmentStore, 'read'>,
  readText: ReadPdf,
  drawPages: DrawPages,
): PdfContents {
  const kept = createLeastUsed(maxKept, sizeOf);

  async function read(pieces: readonly Uint8Array[]): Promise<PdfContent> {
    const reply = await readText(pieces);
    if (reply.kind !== 'pages') return reply;
    const { pages, hasPictures } = reply;
    const wanted = pagesToDraw(pages, hasPictures);
    if (wanted.length === 0) return { kind: 'text', text: pdfText(pages) };
    const drawn = await drawPages(pieces, wanted);
    if (drawn.kind !== 'drawn') {
      const hasText = pages.some((page) => page !== '');
      return hasText
        ? { kind: 'text', text: pdfText(pages) }
        : { kind: 'undrawn', why: drawn.kind };
    }
    const pictures = new Map(drawn.pictures.map(({ number, url }) => [number, url]));
    return {
      kind: 'pages',
      pages: pages.map((text, index) => ({
        number: index + 1,
        text,
        picture: pictures.get(index + 1) ?? null,
      })),
      leftOut: wanted.filter((number) => !pictures.has(number)),
    };
  }

  return {
    async of(sha256) {
      const known = kept.get(sha256);
      if (known !== undefined) return known;
      const pieces: Uint8Array[] = [];
      for await (const piece of store.read(sha256)) pieces.push(piece);
      const content = await read(pieces);
      kept.set(sha256, content);
      return content;
    },
    read,
    remember: kept.set,
  };
}

/** Adds the number of page pictures to the part of a PDF that has some. */
export function withPictures(part: AttachmentPart, content: PdfContent): AttachmentPart {
  const pictures = picturesIn(content);
  return pictures === null || part.kind === 'image' ? part : { ...part, pictures };
}
