import type { DocumentFormat, DocumentText } from '../kinds.ts';
import { TooLong } from './budget.ts';
import { openDocument } from './zip.ts';

/** The signature of the container format of older Office files and encrypted ones. */
const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * The text of a zipped document, identified by its content, because names lie. null if it is not a
 * document.
 */
async function zippedText(bytes: Uint8Array): Promise<string | null> {
  const files = await openDocument(bytes);
  const has = (name: string): boolean => files.names.includes(name);
  if (has('word/document.xml')) return (await import('./word.ts')).wordText(bytes);
  if (has('xl/workbook.xml')) return (await import('./sheets.ts')).sheetsText(bytes);
  if (has('ppt/presentation.xml')) return (await import('./slides.ts')).slidesText(files);
  const type = (await files.text('mimetype'))?.trim() ?? '';
  if (type === 'application/epub+zip') return (await import('./book.ts')).bookText(files);
  if (type.includes('opendocument.spreadsheet')) {
    return (await import('./sheets.ts')).sheetsText(bytes);
  }
  if (type.includes('opendocument'))
    return (await import('./open-document.ts')).openDocumentText(files);
  return null;
}

async function textIn(format: DocumentFormat, bytes: Uint8Array): Promise<string | null> {
  switch (format) {
    case 'zip':
      return zippedText(bytes);
    case 'compound':
      return (await import('./sheets.ts')).sheetsText(bytes);
    case 'rtf':
      return (await import('./rich-text.ts')).richText(bytes);
    case 'mail':
      return (await import('./mail.ts')).mailText(bytes);
    case 'page':
      return (await import('./page.ts')).pageText(new TextDecoder().decode(bytes));
    case 'notebook':
      return (await import('./notebook.ts')).notebookText(new TextDecoder().decode(bytes));
  }
}

/**
 * Detects documents that are password-protected, or older Word or PowerPoint files; null otherwise.
 */
function sealed(bytes: Uint8Array): 'locked' | 'old' | null {
  if (!Buffer.from(bytes.subarray(0, 8)).equals(compound)) return null;
  const has = (name: string): boolean =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
      Buffer.from(name, 'utf16le'),
    );
  if (has('EncryptedPackage')) return 'locked';
  return has('Workbook') || has('Book') ? null : 'old';
}

/** Converts a document to the text that a model gets. */
export async function readDocument(
  { format }: { readonly format: DocumentFormat },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<DocumentText> {
  const seal = sealed(bytes);
  if (seal !== null) return { kind: seal };
  try {
    const text = await textIn(format, bytes);
    if (text === null) return { kind: 'no_document' };
    const clean = text.toWellFormed().replaceAll('\0', '');
    return clean.trim() === '' ? { kind: 'empty' } : { kind: 'text', text: clean };
  } catch (error) {
    if (error instanceof TooLong) return { kind: 'long' };
    const isLocked = error instanceof Error && /password|encrypt/i.test(error.message);
    return { kind: isLocked ? 'locked' : 'damaged' };
  }
}
