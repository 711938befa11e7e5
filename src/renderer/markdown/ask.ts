import { parseMarkdown } from './parse.ts';

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
