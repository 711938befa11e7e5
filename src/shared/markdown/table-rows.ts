import type { Element, ElementContent, Properties } from 'hast';
import type { Parents, PhrasingContent, Root, TableCell, TableRow } from 'mdast';
import type { State } from 'mdast-util-to-hast';
import { canFollowDollar, canPrecedeDollar, looksLikeFormula } from './dollar-rules.ts';
import { visitParents } from './visit.ts';

/** Length limit for re-reading a row, in characters. A longer row is split at every pipe. */
const maxRow = 4000;

/**
 * Re-reads rows with more cells than the table has columns, treating pipes in code and formulas as
 * text. A row that still has too many keeps its cells, and all of them are shown.
 */
export function refitRows(
  tree: Root,
  source: string,
  parse: (text: string) => readonly PhrasingContent[],
): void {
  visitParents(tree, (parent) => {
    if (parent.type !== 'table') return;
    const columns = parent.align?.length ?? 0;
    for (const row of parent.children) {
      if (row.children.length <= columns) continue;
      const cells = cellsOf(row, source);
      if (cells === null || cells.length > columns) continue;
      row.children = cells.map((text): TableCell => ({
        type: 'tableCell',
        children: [...parse(text.trim())],
      }));
    }
  });
}

function cellsOf(row: TableRow, source: string): readonly string[] | null {
  const from = row.position?.start.offset;
  const to = row.position?.end.offset;
  if (from === undefined || to === undefined || to - from > maxRow) return null;
  return splitRow(source.slice(from, to));
}

/** Splits a row into cells, ignoring pipes in code and formulas. */
function splitRow(row: string): readonly string[] {
  const text = row.trim().replace(/^\|/, '');
  const cells: string[] = [];
  let cell = '';
  for (let at = 0; at < text.length;) {
    const piece = pieceAt(text, at);
    if (piece === '|') {
      cells.push(cell);
      cell = '';
    } else {
      // A pipe in code may be escaped because of the table.
      cell += piece.startsWith('`') ? piece.replaceAll('\\|', '|') : piece;
    }
    at += piece.length;
  }
  return cell.trim() === '' ? cells : [...cells, cell];
}

/** A complete code span or formula, an escape, or one character. */
function pieceAt(text: string, at: number): string {
  switch (text.charAt(at)) {
    case '`': {
      const run = /^`+/.exec(text.slice(at))?.[0] ?? '`';
      return codeAt(text, at, run) ?? run;
    }
    case '\\': {
      const end = text.startsWith('\\(', at) ? text.indexOf('\\)', at + 2) : -1;
      return text.slice(at, end === -1 ? at + 2 : end + 2);
    }
    case '$':
      return formulaAt(text, at) ?? '$';
    default:
      return text.charAt(at);
  }
}

function codeAt(text: string, at: number, run: string): string | null {
  for (const match of text.slice(at + run.length).matchAll(/`+/g)) {
    if (match[0] === run) return text.slice(at, at + run.length * 2 + match.index);
  }
  return null;
}

function formulaAt(text: string, at: number): string | null {
  const before = at === 0 ? null : text.charCodeAt(at - 1);
  if (!canPrecedeDollar(before)) return null;
  const whole = /^\$(?!\s)((?:\\.|[^$\\`])+)\$/.exec(text.slice(at, at + 402));
  const [formula, content = ''] = whole ?? [];
  if (formula === undefined || /\s$/.test(content) || !looksLikeFormula(content)) return null;
  const end = at + formula.length;
  return canFollowDollar(end === text.length ? null : text.charCodeAt(end), content)
    ? formula
    : null;
}

/** A row as hast with all its cells. The library's handler drops cells beyond the last column. */
export function tableRow(state: State, node: TableRow, parent: Parents | undefined): Element {
  const table = parent?.type === 'table' ? parent : null;
  const tagName = table?.children[0] === node ? 'th' : 'td';
  const align = table?.align ?? [];
  const cells = Array.from(
    { length: Math.max(align.length, node.children.length) },
    (_, index): ElementContent => {
      const cell = node.children[index];
      const side = align[index];
      const properties: Properties = side === null || side === undefined ? {} : { align: side };
      return {
        type: 'element',
        tagName,
        properties,
        children: cell === undefined ? [] : state.all(cell),
      };
    },
  );
  const row: Element = {
    type: 'element',
    tagName: 'tr',
    properties: {},
    children: state.wrap(cells, true),
  };
  state.patch(node, row);
  return state.applyData(node, row);
}
