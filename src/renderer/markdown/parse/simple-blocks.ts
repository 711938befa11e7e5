import type { Element, ElementContent, Properties } from 'hast';
import { maxSimple, readSimpleText, withoutEnd } from './simple-text.ts';

/**
 * The blocks that most answers are made of, in their usual form: see `simple-text.ts`. Positions
 * are left out, and white space between elements is as the library has it.
 */

const lineEnd = (): ElementContent => ({ type: 'text', value: '\n' });

function element(
  tagName: string,
  children: ElementContent[],
  properties: Properties = {},
): Element {
  return { type: 'element', tagName, properties, children };
}

const heading = /^(#{1,6}) ([^\n]*[^\n# ])$/;

/** A heading as hast; null for anything else, and for one that only the library can read. */
export function readSimpleHeading(text: string): Element | null {
  const [, marks = '', words = ''] = heading.exec(withoutEnd(text)) ?? [];
  const content = marks === '' ? null : readSimpleText(words);
  return content === null ? null : element(`h${marks.length}`, content);
}

/** The mark of an item before its first word. */
const bullet = /^([-*+] |\d{1,9}[.)] )(?=\S)/;

/** Words that begin neither a block nor a task. */
export const beginsWords =
  /^(?:[\p{L}"'“„«(]|\*\*?[\p{L}\d]|`[^`]|\d{1,9}(?![\d.)])|\[[^\]^]{2,}\]\()/u;

/** The content of a line that is neither a block of its own nor may be one; null for any other. */
function readWords(line: string): ElementContent[] | null {
  return beginsWords.test(line) ? readSimpleText(line) : null;
}

/** The bullet of a list in an item, which may be of any kind but has to stay the same. */
const innerBullet = /^[-*+] $/;

/**
 * An item of a list as hast, with at most one list of short items in it; null for one that only
 * the library can read.
 */
export function readSimpleItem(text: string): Element | null {
  const [mark = ''] = bullet.exec(text) ?? [];
  if (mark === '' || text.length > maxSimple) return null;
  const [first = '', ...others] = withoutEnd(text.slice(mark.length)).split('\n');
  const words = readWords(first);
  if (words === null) return null;
  if (others.length === 0) return element('li', words);
  const inner = readInnerList(others, mark.length);
  return inner === null ? null : element('li', [...words, lineEnd(), inner, lineEnd()]);
}

/** A list of bullets, one a line, below a mark of this length. */
function readInnerList(lines: readonly string[], markLength: number): Element | null {
  const indent = lines[0]?.search(/[^ ]/) ?? -1;
  const kind = lines[0]?.slice(indent, indent + 2) ?? '';
  // With four more spaces it would be code.
  if (indent < markLength || indent > markLength + 3 || !innerBullet.test(kind)) return null;
  const children: ElementContent[] = [lineEnd()];
  for (const line of lines) {
    if (!line.startsWith(`${' '.repeat(indent)}${kind}`)) return null;
    const words = readWords(line.slice(indent + kind.length));
    if (words === null) return null;
    children.push(element('li', words), lineEnd());
  }
  return element('ul', children);
}

/** How the cells of a column are aligned, if they are. */
export type Align = Properties['align'] | null;

/**
 * A row below the head of a table as hast, `| a | b |` with as many cells as the table has columns;
 * null for one that only the library can read. `aligns` has one entry for each column.
 */
export function readSimpleRow(line: string, aligns: readonly Align[]): Element | null {
  if (line.length > maxSimple) return null;
  const text = withoutEnd(line);
  if (!text.startsWith('| ') || !text.endsWith(' |') || text.includes('\n')) return null;
  const cells = text.slice(1, -1).split('|');
  if (cells.length !== aligns.length) return null;
  const children: ElementContent[] = [lineEnd()];
  for (const [index, cell] of cells.entries()) {
    const words = withoutEnd(cell).replace(/^ +/, '');
    const content = words === '' ? [] : readSimpleText(words);
    if (content === null) return null;
    const align = aligns[index] ?? null;
    children.push(element('td', content, align === null ? {} : { align }), lineEnd());
  }
  return element('tr', children);
}

const fence = /^(?:`{3,}|~{3,})([\w+#.-]*)\n?$/;

/** The language of a fence's first line, null if it names none; undefined for any other line. */
export function simpleFenceLanguage(head: string): string | null | undefined {
  const [whole, language = ''] = fence.exec(head) ?? [];
  if (whole === undefined) return undefined;
  return language === '' ? null : language;
}
