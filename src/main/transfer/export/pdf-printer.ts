/** Prints self-contained pages to PDF. */
export interface PdfPrinter {
  /**
   * Throws an ExpectedError if printing fails (`timeout` if it takes too long), and the signal's
   * reason on cancel.
   */
  print(html: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Releases the resources that printing uses. */
  close(): void;
}
