/** Makes PDFs of self-contained pages. */
export interface PdfPrinter {
  /** Throws an ExpectedError when it cannot be made (`timeout`: in time), and the signal's reason on cancel. */
  print(html: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Gives back what printing took. */
  close(): void;
}
