import type { Nodes, Root } from 'mdast';
import { mayBecomeFold } from '../../../shared/markdown/fold-lines.ts';
import type { Split } from './block.ts';
import { closesFence } from './lines.ts';
import { closeMarks } from './marks.ts';
import { parseMarkdown } from '../parse/parse.ts';
import { simpleLeaf, type Leaf } from '../parse/simple-leaf.ts';
import { stepLine } from './step.ts';

/** A document as shown: with its unfinished line, and whether its last block may grow. */
export interface Preview {
  readonly split: Split;
  readonly growing: boolean;
}

/** Returns the visible form of a growing document. A line of only marks is not shown yet. */
export function preview(split: Split): Preview {
  const { partial } = split;
  const summary = unfinishedSummary(split);
  if (summary !== null)
    return { split: stepLine({ ...split, partial: '' }, summary), growing: true };
  if (partial === '' || isOnlyMarks(split)) {
    return { split, growing: split.open.kind !== 'none' };
  }
  return { split: stepLine({ ...split, partial: '' }, partial), growing: true };
}

/**
 * The unfinished summary line of a fold, with a closing tag; null for any other line, and before
 * its first word.
 */
function unfinishedSummary({ partial, open }: Split): string | null {
  if (open.kind === 'fold') return unfinishedSummary({ ...open.block.inner, partial });
  if (open.kind !== 'none' && open.kind !== 'paragraph') return null;
  if (!mayBecomeFold(partial)) return null;
  const opening = [...partial.matchAll(/<summary>/gi)].at(-1);
  if (opening === undefined) return null;
  const from = opening.index + opening[0].length;
  const text = partial.slice(from);
  if (/<\/summary>/i.test(text)) return null;
  const shown = closeMarks(withoutPartTag(text)).trim();
  return shown === '' ? null : `${partial.slice(0, from)}${shown}</summary>`;
}

/** The text without an unfinished tag at its end. */
function withoutPartTag(text: string): string {
  const start = text.indexOf('<', text.lastIndexOf('>') + 1);
  return start === -1 ? text : text.slice(0, start);
}

/**
 * True for an unfinished line that may still become anything: a bullet, a fence, a rule, a
 * delimiter row.
 */
function isOnlyMarks({ partial, open }: Split): boolean {
  if (open.kind === 'fold') return isOnlyMarks({ ...open.block.inner, partial });
  if (open.kind === 'code') {
    const mark = open.block.fence.mark;
    return (
      partial.trim() !== '' &&
      closesFence(partial.trimEnd().padEnd(partial.length + 99, mark), open.block.fence)
    );
  }
  if (mayBecomeFold(partial)) return true;
  if (open.kind === 'html' || open.kind === 'indented') return false;
  const start = /^[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]+|>)*/.exec(partial)?.[0] ?? '';
  const rest = partial.slice(start.length).trimEnd();
  if (/^(?:`{3,}[^`]*|~{3,}.*)$/s.test(rest)) return true;
  return /^(?:[-+*_=#>|:~`$ \t]*|\d{1,9}[.)]?|\[[ xX]?\]?|\|[-|: \t]*)$/.test(rest);
}

/**
 * Length limit of a tail that is shown anew with each piece of text, in characters, and the first
 * step beyond it.
 */
const maxTail = 4000;
const firstStep = 64;

/**
 * The part of a tail that is shown. If reading it takes a frame, only whole steps are shown. Steps
 * grow with the tail, so that the work per character stays bounded.
 */
export function shownPart(text: string): string {
  if (text.length <= maxTail) return text;
  const step = firstStep * 2 ** Math.floor(Math.log2(text.length / maxTail));
  return text.slice(0, text.length - (text.length % step));
}

let lastTail = '';
let lastClosed = '';

/**
 * Closes the open marks of the last paragraph, heading or cell, in a text of any structure. Of a
 * very long text only a part is returned; see `shownPart`.
 */
export function closeTail(text: string): string {
  const tail = shownPart(text);
  if (tail !== lastTail) {
    lastClosed = closeLastLeaf(tail);
    lastTail = tail;
  }
  return lastClosed;
}

function closeLastLeaf(text: string): string {
  // Reading a long text twice would take a frame, so a partial mark at its very end is shown as it
  // is.
  if (text.length > maxTail) return text;
  const leaf = simpleLeaf(text) ?? leafByLibrary(text);
  if (leaf === null) return text;
  const { from, to, isCell } = leaf;
  const inline = text.slice(from, to);
  return `${text.slice(0, from)}${isCell ? closeCell(inline) : closeMarks(inline)}${text.slice(to)}`;
}

/** The last leaf of any document; null if it ends in something else. */
export function leafByLibrary(text: string): Leaf | null {
  const leaf = lastLeaf(parseMarkdown(text));
  const from = leaf?.position?.start.offset;
  const to = leaf?.position?.end.offset;
  if (leaf === null || from === undefined || to === undefined) return null;
  return { from, to, isCell: leaf.type === 'tableCell' };
}

function closeCell(cell: string): string {
  const start = /^\|?\s*/.exec(cell)?.[0] ?? '';
  const rest = cell.slice(start.length);
  const end = /(?:(?<!\s)\s+)?\|?$/.exec(rest)?.[0] ?? '';
  return `${start}${closeMarks(rest.slice(0, rest.length - end.length))}${end}`;
}

/** The block of inline text at the very end of a document; null if it ends in something else. */
function lastLeaf(root: Root): Nodes | null {
  let node: Nodes = root;
  for (;;) {
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell')
      return node;
    const last: Nodes | undefined = 'children' in node ? node.children.at(-1) : undefined;
    if (last === undefined) return null;
    node = last;
  }
}
