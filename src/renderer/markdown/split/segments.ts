import type { Nodes, PhrasingContent } from 'mdast';
import { readTag } from '../../../shared/markdown/inline-tags.ts';
import { maxSteps } from '../budget/limits.ts';
import { within } from '../budget/work.ts';
import { parseInline } from '../parse/parse.ts';
import { addPiece, noPieces } from './pieces.ts';
import type { Pieces } from './pieces.ts';

/** Length of a paragraph from which its beginning is settled, and how much is read for that. */
export const restLength = 600;
const windowLength = 400;

/** A paragraph as separately rendered pieces, and a rest that may still change. */
export interface Segments {
  readonly pieces: Pieces;
  readonly rest: string;
}

/** Splits a growing paragraph. Must be called with ever longer texts. */
export interface Segmenter {
  readonly update: (text: string) => Segments;
}

/**
 * Creates a splitter for one paragraph. A piece ends at a space, a line ending, or between two
 * non-Latin letters, where no earlier mark is still open. Later text can then not change the
 * meaning of the piece. The space or line ending belongs to the piece before it.
 */
export function createSegmenter(): Segmenter {
  let pieces: Pieces = noPieces;
  let start = 0;
  let reach = windowLength;
  /** The length from which to try again, after marks were too expensive to settle anything. */
  let tryAgainAt = 0;
  return {
    update(text) {
      if (text.length < start) [pieces, start, reach, tryAgainAt] = [noPieces, 0, windowLength, 0];
      if (text.length < tryAgainAt) return { pieces, rest: text.slice(start) };
      const settle = (): void => {
        while (text.length - start > reach + restLength - windowLength) {
          const cut = findCut(text.slice(start, start + reach));
          if (cut === 0) {
            reach *= 2;
          } else {
            pieces = addPiece(pieces, text.slice(start, start + cut));
            start += cut;
            reach = windowLength;
          }
        }
      };
      // With expensive marks the rest is long. It is then read at once or not at all.
      within(maxSteps, settle, () => {
        tryAgainAt = Math.ceil(text.length * 1.25);
      });
      return { pieces, rest: text.slice(start) };
    },
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Returns the length of the longest settled beginning, or 0. */
function findCut(text: string): number {
  const nodes = parseInline(text);
  const limit = firstOpenMark(text, nodes);
  for (const node of nodes.toReversed()) {
    const range = rangeOf(node);
    if (node.type !== 'text' || range.from >= limit) continue;
    const end = limit >= range.to ? range.to : limit;
    const cut = lastBreak(text, range.from, Math.min(end, text.length - 100));
    if (cut > 0) return cut;
  }
  return 0;
}

const before = /[\p{L}\p{N}.,;:?)]/u;
const after = /[\p{L}\p{N}("]/u;
const beyondLatin = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/;

function lastBreak(text: string, from: number, to: number): number {
  for (let at = to - 1; at >= Math.max(from, 1); at -= 1) {
    const here = text.charAt(at);
    const previous = text.charAt(at - 1);
    if (here === ' ' || here === '\n') {
      // At the start of a text, the text before it ends with a mark that has found its partner.
      const settled = at === from || before.test(previous);
      if (settled && after.test(text.charAt(at + 1))) return at + 1;
    } else if (at > from && beyondLatin.test(here) && beyondLatin.test(previous)) {
      return at;
    }
  }
  return 0;
}

function rangeOf(node: Nodes): Range {
  return { from: node.position?.start.offset ?? 0, to: node.position?.end.offset ?? 0 };
}

/**
 * Returns the start of the first node with a mark that later text could pair with. Searches the
 * text that the library left unmarked.
 */
function firstOpenMark(text: string, nodes: readonly PhrasingContent[]): number {
  const brackets: number[] = [];
  for (const node of nodes) {
    const { from } = rangeOf(node);
    if (holdsOpenTag(node)) return Math.min(from, brackets[0] ?? from);
    for (const range of textRanges(node)) {
      for (let at = range.from; at < range.to; at += 1) {
        const letter = text.charAt(at);
        if (letter === '\\' && !/[([b]/.test(text.charAt(at + 1))) at += 1;
        else if (letter === '[') brackets.push(from);
        else if (letter === ']') brackets.pop();
        else if (isOpenMark(text, at)) return Math.min(from, brackets[0] ?? from);
      }
    }
  }
  return brackets[0] ?? text.length;
}

/** True for a tag that waits for its closing tag, such as `<sub>`. */
function holdsOpenTag(node: Nodes): boolean {
  return node.type === 'html' && readTag(node.value)?.closes === false;
}

function isOpenMark(text: string, at: number): boolean {
  const next = text.charAt(at + 1);
  switch (text.charAt(at)) {
    case '`':
      return true;
    case '\\':
      return next === '(' || next === '[' || text.startsWith('begin{', at + 1);
    case '<':
      return /[a-z/!?]/i.test(next);
    case '$':
    case '*':
    case '~':
      return !/\s/.test(next);
    case '_':
      return !/\s/.test(next) && !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
    default:
      return false;
  }
}

function textRanges(node: Nodes): Range[] {
  if (node.type === 'text') return [rangeOf(node)];
  return 'children' in node ? node.children.flatMap((child) => textRanges(child)) : [];
}
