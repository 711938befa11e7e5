import { getDocumentProxy } from 'unpdf';
import type { PdfPages } from './kinds.ts';

/** More than the largest models take many times over; UTF-16 code units, and pages. */
const mostText = 16_000_000;
const mostPages = 20_000;

/** Reads the text of a PDF, page by page. */
export async function readPdfText(_input: null, bytes: Uint8Array<ArrayBuffer>): Promise<PdfPages> {
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
    return { kind: 'pages', pages };
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    return { kind: isLocked ? 'locked' : 'damaged' };
  }
}
