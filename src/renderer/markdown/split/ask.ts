import type { Open } from './block.ts';
import { parseMarkdown } from '../parse/parse.ts';

/** A top-level block as the library sees it. */
export interface Child {
  readonly type: string;
  /** Offset of its first character. */
  readonly start: number;
}

/** Asks the library which blocks a text consists of. */
export function ask(text: string): readonly Child[] {
  return parseMarkdown(text).children.map((child) => ({
    type: child.type,
    start: child.position?.start.offset ?? 0,
  }));
}

/** Asks the library whether the list item that is this text has a blank line between its blocks. */
export function isSpreadItem(text: string): boolean {
  const list = parseMarkdown(text).children[0];
  if (list?.type !== 'list') return false;
  return list.children.some((item) => item.spread === true) || list.spread === true;
}

/** What the first line of a block of the library's must look like, for its lines to be read anew. */
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

/** True when a line that begins a block of this kind can be the first of one that the library sees so. */
export function mayBegin(type: string, first: Open['kind']): boolean {
  return expected[type]?.includes(first) === true;
}
