import { expected, type ExpectedError } from '../../shared/expected.ts';
import type { Confined, WorkLimits } from '../confined/confined.ts';
import type { DocumentFormat, DocumentText } from '../confined/kinds.ts';
import type { AttachmentStore } from '../store/attachments.ts';
import { createLeastUsed } from './least-used.ts';

/** Documents of other programs, by media type, with the form they are in. */
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
  // A web page as browsers save it in one file.
  ['multipart/related', 'mail'],
  ['application/x-ipynb+json', 'notebook'],
]);

/** The form of a document of this media type; null for what is none. */
export function documentFormatOf(mediaType: string): DocumentFormat | null {
  return formats.get(mediaType) ?? null;
}

/** What came of reading a document. `slow` and `large`: it takes more than there is for one. */
type DocumentReply = DocumentText | { readonly kind: 'slow' | 'large' };

/** Reads a document of a form. Never rejects. */
export type ReadDocument = (
  pieces: readonly Uint8Array[],
  format: DocumentFormat,
) => Promise<DocumentReply>;

const usual: WorkLimits = { deadlineMs: 60_000, memoryBytes: 1024 ** 3 };

/** Makes the reader of documents; each is read in a process of its own. */
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

/** Why a document is not taken, and what to do instead. */
export function refusalOfDocument(
  name: string,
  { kind }: Exclude<DocumentReply, { readonly kind: 'text' }>,
): ExpectedError {
  return expected('document_not_taken', { name, why: kind });
}

/** The texts of documents that are attachments. */
export interface DocumentTexts {
  read: ReadDocument;
  /** null: it holds no text, or cannot be read. Throws Node's error if it is not there. */
  of(sha256: string, format: DocumentFormat): Promise<string | null>;
}

/** Texts that are held in memory, since every message of a conversation sends them again; UTF-16 code units. */
const mostKept = 8_000_000;

/** Makes the texts over a store. */
export function createDocumentTexts(
  store: Pick<AttachmentStore, 'read'>,
  read: ReadDocument,
): DocumentTexts {
  const texts = createLeastUsed<string | null>(mostKept, (text) => text?.length ?? 0);

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
