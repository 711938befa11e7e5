import { getDocumentProxy } from 'unpdf';
import type { PdfPages } from './kinds.ts';

/** Many times what the largest models accept (UTF-16 code units, and pages). */
const maxText = 16_000_000;
const maxPages = 20_000;

/**
 * The dictionaries of pictures are never compressed or encrypted, so a search of the raw bytes
 * finds them.
 */
function holdsPictures(bytes: Uint8Array<ArrayBuffer>): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return /\/Subtype\s{0,4}\/Image\b/.test(text);
}

/** Reads the text of a PDF, page by page. */
export async function readPdfText(_input: null, bytes: Uint8Array<ArrayBuffer>): Promise<PdfPages> {
  // Before the library takes over the bytes.
  const hasPictures = holdsPictures(bytes);
  try {
    const pdf = await getDocumentProxy(bytes, {
      useSystemFonts: false,
      disableFontFace: true,
      // Warnings about fonts are of no use here.
      verbosity: 0,
    });
    if (pdf.numPages > maxPages) return { kind: 'long' };
    const pages: string[] = [];
    let size = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const text = items
        .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
        .join('');
      size += text.length;
      if (size > maxText) return { kind: 'long' };
      // Damaged fonts produce unpaired surrogates, which servers refuse.
      pages.push(text.toWellFormed().replaceAll('\0', '').trim());
      page.cleanup();
    }
    return { kind: 'pages', pages, hasPictures };
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    return { kind: isLocked ? 'locked' : 'damaged' };
  }
}
