import { isEnvironment } from './environments.ts';
import { isFoldLine } from './fold-lines.ts';

/** An open block formula: `$$`, `\[` or `\begin{…}` at the start of a line. */
export interface FormulaOpening {
  /** The closing mark. */
  readonly closing: string;
}

/** A formula that is still open after this many lines or characters is text. */
export const maxFormulaLines = 200;
export const maxFormulaLength = 20_000;

const opening = /^ {0,3}(?:(\$\$)(?!\$)|(\\\[)|\\begin\{([A-Za-z]{2,12}\*?)\})(.*)$/;

/**
 * Returns the formula that a line opens and does not close, or null. After two dollars the line
 * must be empty or contain something only a formula has.
 */
export function formulaOpening(line: string): FormulaOpening | null {
  const match = opening.exec(line);
  if (match === null) return null;
  const [, dollars, bracket, environment = '', rest = ''] = match;
  if (dollars !== undefined) {
    const isTex = /^\s*$|[\\=^_{}&]/.test(rest) && !/^\s*(?:[a-z]{2,} |\p{Script=Han})/u.test(rest);
    return isTex && !rest.includes('$') && !rest.includes('`') ? { closing: '$$' } : null;
  }
  if (bracket === undefined && !isEnvironment(environment)) return null;
  const closing = bracket === undefined ? `\\end{${environment}}` : '\\]';
  return closingIndex(rest, closing) === -1 && !rest.includes('`') ? { closing } : null;
}

/** The index of the closing mark in a line, or -1. The second half of `\\` does not count. */
function closingIndex(line: string, closing: string): number {
  for (let at = line.indexOf(closing); at !== -1; at = line.indexOf(closing, at + 1)) {
    let backslashes = 0;
    while (line[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}

/** The effect of one more line on a formula: it continues, ends, or was not a formula. */
export type FormulaStep = 'inside' | 'end' | 'none';

/**
 * Reads the next line of a formula. It was not a formula if it opens again before its end, if text
 * follows its end, or if a line starts a fence, heading or fold.
 */
export function formulaStep({ closing }: FormulaOpening, line: string): FormulaStep {
  const at = closingIndex(line, closing);
  if (at !== -1)
    return /^[ \t]*(?:[.,;:。，；：][ \t]*)?$/.test(line.slice(at + closing.length))
      ? 'end'
      : 'none';
  if (/^ {0,3}(?:`{3}|~{3}|#{1,6} )/.test(line) || isFoldLine(line)) return 'none';
  return formulaOpening(line)?.closing === closing ? 'none' : 'inside';
}

/** Splits a complete formula into its TeX and the punctuation after it. */
export function formulaParts(source: string): { readonly formula: string; readonly after: string } {
  const formula = source.trimEnd().replace(/[.,;:。，；：]?$/, '');
  const isWhole = /(?:\$\$|\\\]|\})[ \t]*$/.test(formula);
  const kept = isWhole ? formula.trimEnd() : source.trimEnd();
  return { formula: kept, after: source.trimEnd().slice(kept.length).trim() };
}
