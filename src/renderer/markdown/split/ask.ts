import type { Open } from './block.ts';
import { parseMarkdown } from '../parse/parse.ts';

/** A top-level block as parsed by the library. */
export interface Child {
  readonly type: string;
  /** Offset of its first character. */
  readonly start: number;
}

/** Lets the library parse a text into blocks. */
export function ask(text: string): readonly Child[] {
  return parseMarkdown(text).children.map((child) => ({
    type: child.type,
    start: child.position?.start.offset ?? 0,
  }));
}

/** Lets the library decide whether a list item has a blank line between its blocks. */
export function isSpreadItem(text: string): boolean {
  const list = parseMarkdown(text).children[0];
  if (list?.type !== 'list') return false;
  return list.children.some((item) => item.spread === true) || list.spread === true;
}

/**
 * The expected first line of a block parsed by the library. If it matches, its lines are read again
 * by our rules.
 */
const expected: Readonly<Record<string, readonly Open['kind'][]>> = {
  paragraph: ['paragraph'],
  table: ['paragraph'],
  heading: ['paragraph', 'none'],
  thematicBreak: ['none'],
  list: ['list'],
  blockquote: ['quote', 'unsure'],
  code: ['code'],
  html: ['html', 'none'],
  mathBlock: ['formula'],
  foldTag: ['fold', 'none'],
};

/** True if a line can start a block that the library parses as this type. */
export function mayBegin(type: string, first: Open['kind']): boolean {
  return expected[type]?.includes(first) === true;
}
