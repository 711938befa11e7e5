/**
 * Options of Electron's `printToPDF`. Except for paper and margins, Chromium's protocol uses the
 * same names.
 */
export interface PdfOptions {
  /** A name, or inches. */
  readonly pageSize?: string | { readonly width: number; readonly height: number };
  /** In inches. */
  readonly margins?: {
    readonly top?: number;
    readonly bottom?: number;
    readonly left?: number;
    readonly right?: number;
  };
  readonly landscape?: boolean;
  readonly printBackground?: boolean;
  readonly scale?: number;
  readonly pageRanges?: string;
  readonly displayHeaderFooter?: boolean;
  readonly headerTemplate?: string;
  readonly footerTemplate?: string;
  readonly preferCSSPageSize?: boolean;
  readonly generateTaggedPDF?: boolean;
  readonly generateDocumentOutline?: boolean;
}

/** In inches. */
const papers: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  A4: { width: 8.27, height: 11.7 },
  Letter: { width: 8.5, height: 11 },
};

/** The parameters of `Page.printToPDF`. Throws for paper that the stand-in does not know. */
export function pdfParams(options: PdfOptions): Readonly<Record<string, unknown>> {
  const { pageSize = 'Letter', margins = {}, ...rest } = options;
  const paper = typeof pageSize === 'string' ? papers[pageSize] : pageSize;
  if (paper === undefined) throw new Error(`The stand-in has no paper ${JSON.stringify(pageSize)}`);
  const { top, bottom, left, right } = margins;
  return {
    ...rest,
    paperWidth: paper.width,
    paperHeight: paper.height,
    ...(top === undefined ? {} : { marginTop: top }),
    ...(bottom === undefined ? {} : { marginBottom: bottom }),
    ...(left === undefined ? {} : { marginLeft: left }),
    ...(right === undefined ? {} : { marginRight: right }),
  };
}
