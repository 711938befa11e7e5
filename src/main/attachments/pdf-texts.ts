import type { AttachmentStore } from '../store/attachments.ts';
import { pdfText, type PdfReply, type ReadPdf } from './pdf.ts';

/** Texts of PDFs are kept up to so much, since every message of a conversation sends them again; UTF-16 code units. */
const mostKept = 8_000_000;

/** The texts of PDFs that are attachments. */
export interface PdfTexts {
  /** null: it holds no text, or cannot be read. Throws Node's error if it is not there. */
  of(sha256: string): Promise<string | null>;
  /** Reads bytes that are just being attached. */
  read(pieces: readonly Uint8Array[]): Promise<PdfReply>;
  /** What was read of bytes now belongs to this attachment. */
  remember(sha256: string, reply: PdfReply): void;
}

async function piecesOf(blocks: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const block of blocks) pieces.push(block);
  return pieces;
}

function textOf(reply: PdfReply): string | null {
  if (reply.kind !== 'pages' || reply.pages.every((page) => page === '')) return null;
  return pdfText(reply.pages);
}

/** Makes the texts over a store; the least used are forgotten first. */
export function createPdfTexts(store: Pick<AttachmentStore, 'read'>, read: ReadPdf): PdfTexts {
  const texts = new Map<string, string | null>();

  function keep(sha256: string, text: string | null): void {
    texts.delete(sha256);
    texts.set(sha256, text);
    let size = [...texts.values()].reduce((sum, each) => sum + (each?.length ?? 0), 0);
    for (const [oldest, each] of texts) {
      if (size <= mostKept) break;
      texts.delete(oldest);
      size -= each?.length ?? 0;
    }
  }

  return {
    async of(sha256) {
      const known = texts.get(sha256);
      const text =
        known === undefined ? textOf(await read(await piecesOf(store.read(sha256)))) : known;
      keep(sha256, text);
      return text;
    },
    read,
    remember: (sha256, reply) => keep(sha256, textOf(reply)),
  };
}
