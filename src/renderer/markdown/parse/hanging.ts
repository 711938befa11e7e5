const quotationMark = /^\s{0,3}[*_~]{0,3}(["'“”„‘’‚«»‹›])/u;

/** The quotation mark that a paragraph begins with, which hangs in the margin; undefined if none. */
export function hangingMark(text: string): string | undefined {
  return quotationMark.exec(text.slice(0, 7))?.[1];
}
