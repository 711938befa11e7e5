import { Worker } from 'node:worker_threads';

/** What came of reading a PDF. `slow`: it took longer than anyone would wait. */
export type PdfReply =
  | { readonly kind: 'pages'; readonly pages: readonly string[] }
  | { readonly kind: 'locked' | 'damaged' | 'slow' };

/** Returns the text of each page. The bytes are gone afterwards: they move to the thread. Never rejects. */
export type ReadPdf = (bytes: Uint8Array<ArrayBuffer>) => Promise<PdfReply>;

const longestMs = 60_000;
const mostMegabytes = 1024;

/**
 * Makes the reader of PDFs. Each is read in a thread of its own, with a limit to its time and memory,
 * so that neither a large nor a hostile one is felt. `script` is the path of pdf-worker.ts or its bundle.
 */
export function createPdfReader(script: string): ReadPdf {
  return (bytes) =>
    new Promise((resolve) => {
      const worker = new Worker(script, {
        workerData: bytes,
        transferList: [bytes.buffer],
        name: 'pdf',
        resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
      });
      const end = (reply: PdfReply): void => {
        clearTimeout(timer);
        resolve(reply);
        void worker.terminate();
      };
      const timer = setTimeout(() => end({ kind: 'slow' }), longestMs);
      worker.once('message', end);
      // Out of memory, or a fault of the library: for the person it is the file that cannot be read.
      worker.once('error', () => end({ kind: 'damaged' }));
      worker.once('exit', () => end({ kind: 'damaged' }));
    });
}

/** The text of a PDF as a model gets it, with the marks of its pages. */
export function pdfText(pages: readonly string[]): string {
  return pages.map((page, index) => `[Page ${index + 1}]\n${page}`).join('\n\n');
}
