import { getDocumentProxy } from 'unpdf';
import type { PdfPages } from './kinds.ts';

/** More than the largest models take many times over; UTF-16 code units, and pages. */
const mostText = 16_000_000;
const mostPages = 20_000;

/** Dictionaries of pictures are never packed or locked: they can be told without unpacking anything. */
function holdsPictures(bytes: Uint8Array<ArrayBuffer>): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return /\/Subtype\s{0,4}\/Image\b/.test(text);
}

/** Reads the text of a PDF, page by page. */
export async function readPdfText(_input: null, bytes: Uint8Array<ArrayBuffer>): Promise<PdfPages> {
  // Before the library has the bytes to itself.
  const hasPictures = holdsPictures(bytes);
  try {
    const pdf = await getDocumentProxy(bytes, {
      useSystemFonts: false,
      disableFontFace: true,
      // Warnings about fonts are nobody's business.
      verbosity: 0,
    });
    if (pdf.numPages > mostPages) return { kind: 'long' };
    const pages: string[] = [];
    let size = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const text = items
        .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
        .join('');
      size += text.length;
      if (size > mostText) return { kind: 'long' };
      // Unpaired halves of characters, as damaged fonts have them, are refused by servers.
      pages.push(text.toWellFormed().replaceAll('\0', '').trim());
      page.cleanup();
    }
    return { kind: 'pages', pages, hasPictures };
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    return { kind: isLocked ? 'locked' : 'damaged' };
  }
}
