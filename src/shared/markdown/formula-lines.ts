import { isEnvironment } from './environments.ts';
import { isFoldLine } from './fold-lines.ts';

/** A formula of whole lines that has begun: `$$`, `\[` or `\begin{…}` at the start of a line. */
export interface FormulaOpening {
  /** What ends it. */
  readonly closing: string;
}

/** A formula that has not ended after so many lines, or characters, is text. */
export const maxFormulaLines = 200;
export const maxFormulaLength = 20_000;

const opening = /^ {0,3}(?:(\$\$)(?!\$)|(\\\[)|\\begin\{([A-Za-z]{2,12}\*?)\})(.*)$/;

/**
 * Returns the formula that the line begins and does not end, or null. After two dollars stands nothing, or
 * what only a formula has.
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

/** Where the closing mark is in a line, or -1; the second half of `\\` is none. */
function closingIndex(line: string, closing: string): number {
  for (let at = line.indexOf(closing); at !== -1; at = line.indexOf(closing, at + 1)) {
    let backslashes = 0;
    while (line[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}

/** What one more line means for a formula: it goes on, ends, or was none. */
export type FormulaStep = 'inside' | 'end' | 'none';

/**
 * Reads one more line of a formula. It was none when it begins again before its end, when text follows its
 * end, and when a line begins a fence, a heading or a fold.
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

/** The parts of a whole formula: TeX, and the mark of punctuation behind it. */
export function formulaParts(source: string): { readonly formula: string; readonly after: string } {
  const formula = source.trimEnd().replace(/[.,;:。，；：]?$/, '');
  const isWhole = /(?:\$\$|\\\]|\})[ \t]*$/.test(formula);
  const kept = isWhole ? formula.trimEnd() : source.trimEnd();
  return { formula: kept, after: source.trimEnd().slice(kept.length).trim() };
}
