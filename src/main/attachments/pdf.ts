import type { Confined, WorkLimits } from '../confined/confined.ts';

/** The result of reading a PDF. */
export type PdfReply =
  | { readonly kind: 'pages'; readonly pages: readonly string[]; readonly hasPictures: boolean }
  /** `slow`, `large` and `long`: it exceeded the limit of time, memory or text. */
  | { readonly kind: 'locked' | 'damaged' | 'slow' | 'large' | 'long' };

/** Returns the text of each page. Never rejects. */
export type ReadPdf = (pieces: readonly Uint8Array[]) => Promise<PdfReply>;

const usual: WorkLimits = { deadlineMs: 60_000, memoryBytes: 1024 ** 3 };

/**
 * Creates the PDF reader. Each PDF is read in its own process, so that neither a large nor a
 * hostile one affects the program.
 */
export function createPdfReader(
  confined: Pick<Confined, 'run'>,
  report: (error: unknown) => void,
  limits: WorkLimits = usual,
): ReadPdf {
  return async (pieces) => {
    const outcome = await confined.run('pdf_text', null, { ...limits, bytes: pieces });
    switch (outcome.kind) {
      case 'done':
        return outcome.output;
      case 'slow':
      case 'large':
        return outcome;
      case 'broken':
        // A bug in the library; to the person, the file is unreadable.
        report(new Error(`A PDF could not be read. ${outcome.reason}`));
        return { kind: 'damaged' };
    }
  };
}

/** The text of a PDF as a model gets it, with page markers. */
export function pdfText(pages: readonly string[]): string {
  return pages.map((page, index) => `[Page ${index + 1}]\n${page}`).join('\n\n');
}
