/**
 * What a line can start, by the CommonMark 0.31 rules for block structure. Lines are without their
 * line ending. The answers hold at the top level (or at the top of a quote's content).
 */

/** True for a line of only spaces and tabs. */
export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

/** The width of the leading white space, in columns, with tab stops of four. */
export function indentOf(line: string): number {
  let columns = 0;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === ' ') columns += 1;
    else if (line[at] === '\t') columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

/** The opening of a fenced code block. */
export interface Fence {
  readonly mark: '`' | '~';
  readonly length: number;
  readonly indent: number;
}

/** Returns the fence that the line opens, or null. */
export function openingFence(line: string): Fence | null {
  const match = /^( {0,3})(?:(`{3,})[^`]*|(~{3,}).*)$/s.exec(line);
  if (match === null) return null;
  const run = match[2] ?? match[3] ?? '';
  return {
    mark: run.startsWith('`') ? '`' : '~',
    length: run.length,
    indent: match[1]?.length ?? 0,
  };
}

/** True if the line closes the fence. */
export function closesFence(line: string, fence: Fence): boolean {
  const run = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return run !== undefined && run.startsWith(fence.mark) && run.length >= fence.length;
}

/** True for `***`, `- - -` and the like. */
export function isThematicBreak(line: string): boolean {
  return /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(line);
}

/** True for `# Heading`. */
export function isAtxHeading(line: string): boolean {
  return /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line);
}

/** True for a line that turns the paragraph above it into a heading. */
export function isSetextUnderline(line: string): boolean {
  return /^ {0,3}(?:=+|-+)[ \t]*$/.test(line);
}

/** True for a line that could be a table's delimiter row (and is not a setext underline). */
export function isDelimiterRow(line: string): boolean {
  return /^[ \t]*[|:-][ \t|:-]*$/.test(line) && line.includes('-') && /[|:]/.test(line);
}

/** A bullet or a number at the start of a line. */
export interface ListMarker {
  /** The character that distinguishes lists: `-`, `+`, `*`, `.` or `)`. */
  readonly type: string;
  readonly indent: number;
  /** The indentation of the item's content, in columns. */
  readonly width: number;
  readonly empty: boolean;
  readonly number: number | null;
}

/** Returns the list marker at the start of the line, or null. */
export function listMarker(line: string): ListMarker | null {
  const match = /^( {0,3})(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(line);
  if (match === null || isThematicBreak(line)) return null;
  const indent = match[1]?.length ?? 0;
  const after = match[0].length;
  const rest = line.slice(after);
  const empty = isBlank(rest);
  const columns = indentOf(' '.repeat(after) + rest);
  const gap = columns - after;
  const number = match[3] === undefined ? null : Number(match[3]);
  const width = empty || gap > 4 ? after + 1 : columns;
  return { type: match[2] ?? match[4] ?? '', indent, width, empty, number };
}

/** How an HTML block ends: at a blank line, or at a line that matches. */
export type HtmlEnd = RegExp | 'blank';

const htmlBlocks: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<![a-z]/i, />/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
];

const htmlTagBlock =
  /^ {0,3}<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t]|\/?>|$)/i;

/**
 * Returns how the HTML block that this line opens ends, or null. Only for blocks that may interrupt
 * a paragraph.
 */
export function openingHtml(line: string): HtmlEnd | null {
  for (const [start, end] of htmlBlocks) {
    if (start.test(line)) return end;
  }
  return htmlTagBlock.test(line) ? 'blank' : null;
}

const lineOfOneTag =
  /^ {0,3}<(?:[a-z][a-z0-9-]*(?:[ \t]+[a-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?|\/[a-z][a-z0-9-]*[ \t]*)>[ \t]*$/i;

/** True for a line of one complete tag of any name. It opens an HTML block outside a paragraph. */
export function isLineOfOneTag(line: string): boolean {
  return lineOfOneTag.test(line);
}

/** True if the line certainly opens a block, whatever paragraph was open before it. */
export function interruptsParagraph(line: string): boolean {
  if (indentOf(line) > 3) return false;
  if (isAtxHeading(line) || isThematicBreak(line) || /^ {0,3}>/.test(line)) return true;
  if (openingFence(line) !== null || openingHtml(line) !== null) return true;
  const marker = listMarker(line);
  return marker !== null && !marker.empty && (marker.number === null || marker.number === 1);
}

/**
 * True if a container that the line opens starts with a marker that cannot interrupt a paragraph
 * (an empty one, or a number other than 1). After a paragraph, micromark then reads text instead of
 * a list.
 */
export function holdsLesserMarker(line: string): boolean {
  const container = /^ {0,3}(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]?/;
  let content = line;
  for (let match = container.exec(content); match !== null; match = container.exec(content)) {
    content = content.slice(match[0].length).replace(/^ {0,3}/, '');
    if (listMarker(content) !== null && !interruptsParagraph(content)) return true;
  }
  return false;
}

/** True for the start of a footnote definition, which can contain blocks. */
export function isFootnoteDefinition(line: string): boolean {
  return /^ {0,3}\[\^[^\]\s]+\]:/.test(line);
}

/** True for a marker that cannot interrupt a paragraph. micromark extends this to indented code. */
export function isLesserMarker(line: string): boolean {
  const marker = listMarker(line);
  return holdsLesserMarker(line) || (marker !== null && !interruptsParagraph(line));
}
