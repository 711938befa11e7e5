// What Markdown export and import have in common.

/** Words that name the speaker at the head of a message. */
export const speakers: ReadonlyMap<string, 'user' | 'assistant' | 'system'> = new Map([
  ['you', 'user'],
  ['user', 'user'],
  ['human', 'user'],
  ['me', 'user'],
  ['prompt', 'user'],
  ['assistant', 'assistant'],
  ['ai', 'assistant'],
  ['bot', 'assistant'],
  ['model', 'assistant'],
  ['chatgpt', 'assistant'],
  ['gpt', 'assistant'],
  ['claude', 'assistant'],
  ['gemini', 'assistant'],
  ['response', 'assistant'],
  ['system', 'system'],
  ['system prompt', 'system'],
]);

type Speaker = 'user' | 'assistant' | 'system';

/** The head of a message. */
export interface MessageHead {
  readonly role: Speaker;
  /** The text after the speaker, e.g. the model and the time. */
  readonly rest: string;
  /** The place of an answer among others; null for one by itself. */
  readonly column: WrittenColumn | null;
}

/** Separates the parts of a heading. */
export const headSeparator = ' · ';

/**
 * The mark at the end of a heading that says in every language whose message it is, such as `<!--
 * assistant 2/3 chosen -->`. Viewers hide it.
 */
export function headMark(role: Speaker, column: WrittenColumn | null): string {
  if (column === null) return `<!-- ${role} -->`;
  const { number, count, isChosen } = column;
  const place = `${String(number)}/${String(count)}`;
  return `<!-- ${role} ${place}${isChosen ? ' chosen' : ''} -->`;
}

const longestMark = 40;
const markPattern = /<!-- (user|assistant|system)(?: (\d{1,2})\/(\d{1,2})( chosen)?)? -->$/;

/** Reads a heading by its mark; null if it has none. */
function markedHeadingOf(line: string): MessageHead | null {
  if (!line.startsWith('#') || !line.endsWith('-->')) return null;
  const match = markPattern.exec(line.slice(-longestMark));
  const role = [...speakers.values()].find((each) => each === match?.[1]);
  if (match === null || role === undefined) return null;
  const [mark, , number, count, chosen] = match;
  const column =
    number === undefined
      ? null
      : { number: Number(number), count: Number(count), isChosen: chosen !== undefined };
  // The speaker comes first and the place of an answer last.
  const details = line.slice(0, -mark.length).trimEnd().split(headSeparator).slice(1);
  const rest = column === null ? details : details.slice(0, -1);
  return { role, rest: rest.join(headSeparator), column };
}

/**
 * Parses a line as the heading of a message; null if it is not one. It has a mark, or English
 * words: `## You`, `## Assistant · gpt-5 · 2026-11-01T12:00:00Z`: a heading, the speaker, then
 * further details. The steps are apart because one expression with three runs of blanks takes hours
 * for a line of them.
 */
export function headingOf(line: string): MessageHead | null {
  const marked = markedHeadingOf(line);
  if (marked !== null) return marked;
  const mark = /^#{1,6}[ \t]+/.exec(line)?.[0] ?? '';
  const name = /^[A-Za-z][A-Za-z ]{0,20}/.exec(line.slice(mark.length))?.[0] ?? '';
  const role = speakers.get(name.trim().toLowerCase());
  if (mark === '' || role === undefined) return null;
  const details = line.slice(mark.length + name.length).replace(/^[ \t]+/, '');
  if (/^:?[ \t]*$/.test(details)) return { role, rest: '', column: null };
  const separator = /^[·|(—-][ \t]*/.exec(details)?.[0];
  const isHead = separator !== undefined && !details.includes('\n');
  if (!isHead) return null;
  const rest = details.slice(separator.length);
  return { role, rest, column: columnIn(rest) };
}

/** The place of an answer among those that stand side by side. */
export interface WrittenColumn {
  /** Counts from 1. */
  readonly number: number;
  readonly count: number;
  /** The conversation goes on with this one. */
  readonly isChosen: boolean;
}

const columnPattern = /^Answer (\d{1,2}) of (\d{1,2})(, chosen)?$/;

/** Reads a place such as "Answer 2 of 3, chosen" at the end of a heading without a mark. */
export function columnIn(rest: string): WrittenColumn | null {
  const match = columnPattern.exec(rest.split('·').at(-1)?.trim() ?? '');
  if (match === null) return null;
  return { number: Number(match[1]), count: Number(match[2]), isChosen: match[3] !== undefined };
}

/** True for a line that a transcript would read as a mark and not as text of a message. */
export function readsAsMark(line: string, readsAsHead: (line: string) => boolean): boolean {
  const bare = line.trim();
  return readsAsHead(line) || isReasoningStart(bare) || bare === reasoningEnd;
}

const slashes = /^\\*/;

/** Escapes a line that would be read as a mark with a backslash, even if it already has some. */
export function escapedLine(line: string, readsAsHead: (line: string) => boolean): string {
  return readsAsMark(line.replace(slashes, ''), readsAsHead) ? `\\${line}` : line;
}

/** Removes the backslash added by {@link escapedLine}. */
export function unescapedLine(line: string, readsAsHead: (line: string) => boolean): string {
  if (!line.startsWith('\\')) return line;
  return readsAsMark(line.replace(slashes, ''), readsAsHead) ? line.slice(1) : line;
}

/** Follows a text line by line and tracks its fenced code blocks, in which nothing is a heading. */
export interface FenceWatch {
  /** Processes the next line; returns true if it is part of a code block, including the fences. */
  readonly see: (line: string) => boolean;
  /** The currently open fence; null if there is none. */
  readonly open: () => string | null;
}

/** Creates one for the start of a text. */
export function createFenceWatch(): FenceWatch {
  let open: string | null = null;
  const see = (line: string): boolean => {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/s.exec(line);
    if (open === null) {
      if (
        fence === null ||
        (fence[1]?.startsWith('`') === true && fence[2]?.includes('`') === true)
      ) {
        return false;
      }
      open = fence[1] ?? '';
      return true;
    }
    const isEnd =
      fence !== null && fence[1]?.startsWith(open) === true && (fence[2] ?? '').trim() === '';
    if (isEnd) open = null;
    return true;
  };
  return { see, open: () => open };
}

const reasoningMark = '<!-- reasoning -->';

/** The line that opens a model's reasoning under a title; Markdown viewers fold it. */
export function reasoningStart(title: string): string {
  return `<details><summary>${title}</summary>${reasoningMark}`;
}

/** True for the line that opens reasoning: one with the mark, or in English without it. */
export function isReasoningStart(line: string): boolean {
  return (
    line === '<details><summary>Reasoning</summary>' ||
    (line.startsWith('<details><summary>') && line.endsWith(`</summary>${reasoningMark}`))
  );
}

export const reasoningEnd = '</details>';
