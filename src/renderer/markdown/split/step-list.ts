import { elementSteps, readingSteps } from '../budget/limits.ts';
import { count } from '../budget/work.ts';
import { isSpreadItem } from './ask.ts';
import type { Item, ListBlock, Open, Outcome } from './block.ts';
import {
  indentOf,
  interruptsParagraph,
  isBlank,
  isDelimiterRow,
  isFootnoteDefinition,
  listMarker,
} from './lines.ts';
import type { ListMarker } from './lines.ts';
import { addPiece, allPieces, noPieces } from './pieces.ts';

type OpenList = Extract<Open, { readonly kind: 'list' }>;

/** Starts a list with its first item. */
export function startList(id: number, marker: ListMarker, line: string): OpenList {
  const rest = `${line}\n`;
  const block: ListBlock = { kind: 'list', id, pieces: noPieces, rest, loose: false };
  return { kind: 'list', block, item: firstLine(marker, line) };
}

function firstLine({ type, width, empty }: ListMarker, line: string): Item {
  const prose = isProse(line) && !/^ *(?:[-+*]|\d+[.)]) {5}/.test(line);
  return { type, width, bare: empty, blank: false, lines: 1, last: line, prose };
}

/** True for a line that is certainly part of a paragraph if an adjacent line is. */
function isProse(line: string): boolean {
  return !/[<|\]]|```|~~~|\t/.test(line);
}

/** Reads a line while a list is open: part of its last item, the next item, or its end. */
export function stepList(open: OpenList, line: string): Outcome {
  const { block, item } = open;
  if (isBlank(line)) {
    if (item.bare && item.lines === 1) return unsure(block, line);
    return grow(open, line, true);
  }
  if (indentOf(line) >= item.width) return grow(open, line, false);
  const marker = listMarker(line);
  if (marker !== null && marker.type === item.type) return nextItem(open, marker, line);
  if (item.blank) return { kind: 'again' };
  if (isFootnoteDefinition(line)) return unsure(block, line);
  if (marker === null && interruptsParagraph(line)) return { kind: 'again' };
  return isLazy(item, line) ? grow(open, line, false) : unsure(block, line);
}

function grow(open: OpenList, line: string, blank: boolean): Outcome {
  const block = { ...open.block, rest: `${open.block.rest}${line}\n` };
  const prose = open.item.prose && !blank && isProse(line);
  const item = { ...open.item, blank, lines: open.item.lines + 1, last: line, prose };
  return { kind: 'open', open: { kind: 'list', block, item } };
}

function nextItem(open: OpenList, marker: ListMarker, line: string): Outcome {
  const { block, item } = open;
  count(elementSteps + readingSteps);
  const next: ListBlock = {
    ...block,
    pieces: addPiece(block.pieces, block.rest),
    rest: `${line}\n`,
    loose: block.loose || (item.blank ? isBetween(block.rest, line) : spreads(block.rest)),
  };
  return { kind: 'open', open: { kind: 'list', block: next, item: firstLine(marker, line) } };
}

/** A blank line before the next item counts, unless it is the end of an unclosed fence. */
function isBetween(text: string, line: string): boolean {
  return !/```|~~~/.test(text) || isSpreadItem(`${text}${line}\n`);
}

/**
 * Only an item with a blank line inside can be spread. The library decides whether that line
 * counts.
 */
function spreads(text: string): boolean {
  return /\n[ \t>]*\n/.test(text.trimEnd()) && isSpreadItem(text);
}

/** The list if nothing follows. */
export function finishedList({ block }: OpenList): ListBlock {
  const loose = block.loose || spreads(block.rest);
  return { ...block, loose, pieces: addPiece(block.pieces, block.rest), rest: '' };
}

/**
 * True if the line certainly continues the item's last paragraph despite missing indentation: both
 * lines are plain prose, and the item can only contain paragraphs.
 */
function isLazy({ prose, last }: Item, line: string): boolean {
  if (isDelimiterRow(line) || !/^ {0,3}[\p{L}(*"'“]/u.test(line) || listMarker(line) !== null)
    return false;
  if (!prose) return false;
  return /^ *(?:(?:[-+*]|\d{1,9}[.)]) +)*(?:\*\*?)?[\p{L}("'“]/u.test(last);
}

/** Stops tracking the list's structure. From here on the library decides. */
function unsure(block: ListBlock, line: string): Outcome {
  const text = `${allPieces(block.pieces).join('')}${block.rest}${line}\n`;
  return { kind: 'unsure', text };
}
