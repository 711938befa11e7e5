import { expected, type ExpectedError } from '../../shared/expected.ts';
import type { Confined, WorkLimits } from '../confined/confined.ts';
import type { DocumentFormat, DocumentText } from '../confined/kinds.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { createLeastUsed } from './least-used.ts';

/** The document format for each media type of another program. */
const formats: ReadonlyMap<string, DocumentFormat> = new Map([
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'zip'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'zip'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'zip'],
  ['application/vnd.oasis.opendocument.text', 'zip'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'zip'],
  ['application/vnd.oasis.opendocument.presentation', 'zip'],
  ['application/epub+zip', 'zip'],
  ['application/zip', 'zip'],
  ['application/x-ole-storage', 'compound'],
  ['application/rtf', 'rtf'],
  ['message/rfc822', 'mail'],
  // A web page that a browser saved as one file.
  ['multipart/related', 'mail'],
  ['application/x-ipynb+json', 'notebook'],
]);

/** The document format of a media type; null if it is not a document. */
export function documentFormatOf(mediaType: string): DocumentFormat | null {
  return formats.get(mediaType) ?? null;
}

/** The result of reading a document. `slow` and `large`: it exceeded the time or memory limit. */
type DocumentReply = DocumentText | { readonly kind: 'slow' | 'large' };

/** Reads a document in the given format. Never rejects. */
export type ReadDocument = (
  pieces: readonly Uint8Array[],
  format: DocumentFormat,
) => Promise<DocumentReply>;

const usual: WorkLimits = { deadlineMs: 60_000, memoryBytes: 1024 ** 3 };

/** Creates the document reader; each document is read in its own process. */
export function createDocumentReader(
  confined: Pick<Confined, 'run'>,
  report: (error: unknown) => void,
): ReadDocument {
  return async (pieces, format) => {
    const work = { ...usual, bytes: pieces };
    const outcome = await confined.run('document_text', { format }, work);
    switch (outcome.kind) {
      case 'done':
        return outcome.output;
      case 'slow':
      case 'large':
        return outcome;
      case 'broken':
        report(new Error(`A document could not be read. ${outcome.reason}`));
        return { kind: 'damaged' };
    }
  };
}

/** The error for a document that cannot be attached; it says what to do instead. */
export function refusalOfDocument(
  name: string,
  { kind }: Exclude<DocumentReply, { readonly kind: 'text' }>,
): ExpectedError {
  return expected('document_not_taken', { name, why: kind });
}

/** The texts of attached documents. */
export interface DocumentTexts {
  read: ReadDocument;
  /** null if it contains no text or cannot be read. Throws Node's error if it does not exist. */
  of(sha256: string, format: DocumentFormat): Promise<string | null>;
}

/**
 * How much text is held in memory (UTF-16 code units), because every message of a conversation
 * sends it again.
 */
const maxKept = 8_000_000;

/** Creates the texts on top of a store. */
export function createDocumentTexts(
  store: Pick<AttachmentStore, 'read'>,
  read: ReadDocument,
): DocumentTexts {
  const texts = createLeastUsed<string | null>(maxKept, (text) => text?.length ?? 0);

  async function readKept(sha256: string, format: DocumentFormat): Promise<string | null> {
    const pieces: Uint8Array[] = [];
    for await (const piece of store.read(sha256)) pieces.push(piece);
    const reply = await read(pieces, format);
    return reply.kind === 'text' ? reply.text : null;
  }

  return {
    read,
    async of(sha256, format) {
      const known = texts.get(sha256);
      if (known !== undefined) return known;
      const text = await readKept(sha256, format);
      texts.set(sha256, text);
      return text;
    },
  };
}
