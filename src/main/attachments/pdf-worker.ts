import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';
import type { PdfReply } from './pdf.ts';

/** One PDF per thread: what a hostile one does to it ends with it. */
async function read(bytes: Uint8Array): Promise<PdfReply> {
  try {
    const pdf = await getDocumentProxy(bytes, {
      useSystemFonts: false,
      disableFontFace: true,
      // Warnings about fonts are nobody's business.
      verbosity: 0,
    });
    const pages: string[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const text = items
        .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
        .join('');
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

void read(workerData as Uint8Array).then((reply) => parentPort?.postMessage(reply, []));
