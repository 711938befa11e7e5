import { beginsWords } from './simple-blocks.ts';
import { isUnusual, withoutEnd } from './simple-text.ts';

/** Where the last paragraph, heading or cell of a document is, in characters. */
export interface Leaf {
  readonly from: number;
  readonly to: number;
  readonly isCell: boolean;
}

/** The mark at the start of a heading or an item. */
const headingStart = /^#{1,6} (?=[^# \n])/;
const itemStart = /^(?:[-*+] |\d{1,9}[.)] )(?=[^ ])/;

/** In a row, the library has to find out which pipes end a cell. */
const mayHoldPipe = /[\\`$<[\t]/;

/** A line that makes a table of the one above it, in its usual form. */
const delimiterRow = /^\|(?: *:?-+:? *\|)+$/;

function leafOf(text: string, from: number): Leaf {
  return { from, to: text.length, isCell: false };
}

/**
 * Where the leaf is in a growing document of one heading, of one item, with or without a list of
 * bullets in it, or of a table with one row; null for others, which the library reads.
 */
export function simpleLeaf(document: string): Leaf | null {
  const text = withoutEnd(document);
  // Whether spaces at the end belong to the leaf depends on what it is.
  if (document.charCodeAt(text.length) === 32 || isUnusual(text)) return null;
  const lines = text.split('\n');
  const [first = '', second = ''] = lines;
  if (first.startsWith('| '))
    return lines.length === 3 && delimiterRow.test(second) ? lastCell(text) : null;
  const [heading] = headingStart.exec(first) ?? [];
  if (heading !== undefined)
    return lines.length === 1 && !first.endsWith('#') ? leafOf(text, 0) : null;
  const [mark = ''] = itemStart.exec(first) ?? [];
  if (mark === '' || !beginsWords.test(first.slice(mark.length))) return null;
  if (lines.length === 1) return leafOf(text, mark.length);
  const inner = innerMark(lines.slice(1), mark.length);
  const last = lines.at(-1) ?? '';
  return inner === null ? null : leafOf(text, text.length - last.length + inner.length);
}

/** The mark of all these lines, with its indent, if they are the items of one list in an item. */
function innerMark(lines: readonly string[], markLength: number): string | null {
  const [mark = ''] = /^ *[-*+] /.exec(lines[0] ?? '') ?? [];
  const indent = mark.length - 2;
  if (indent < markLength || indent > markLength + 3) return null;
  const isInner = (line: string): boolean =>
    line.startsWith(mark) && beginsWords.test(line.slice(mark.length));
  return lines.every(isInner) ? mark : null;
}

/** The last cell of a table, with the pipes around it. */
function lastCell(text: string): Leaf | null {
  const start = text.lastIndexOf('\n') + 1;
  const row = text.slice(start);
  if (!row.startsWith('| ') || mayHoldPipe.test(row)) return null;
  const from = row.lastIndexOf('|', row.length - 2);
  // A row that ends in other white space is read a second time, without places.
  return row.slice(from + 1).trim() === ''
    ? null
    : { from: start + from, to: text.length, isCell: true };
}
