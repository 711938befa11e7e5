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

/** The head of a message. */
export interface MessageHead {
  readonly role: 'user' | 'assistant' | 'system';
  /** The text after the speaker, e.g. the model and the time. */
  readonly rest: string;
}

/**
 * Parses a line as the heading of a message; null if it is not one. `## You`, `## Assistant · gpt-5
 * · 2026-11-01T12:00:00Z`: a heading, the speaker, then further details. The steps are apart
 * because one expression with three runs of blanks takes hours for a line of them.
 */
export function headingOf(line: string): MessageHead | null {
  const mark = /^#{1,6}[ \t]+/.exec(line)?.[0] ?? '';
  const name = /^[A-Za-z][A-Za-z ]{0,20}/.exec(line.slice(mark.length))?.[0] ?? '';
  const role = speakers.get(name.trim().toLowerCase());
  if (mark === '' || role === undefined) return null;
  const details = line.slice(mark.length + name.length).replace(/^[ \t]+/, '');
  if (/^:?[ \t]*$/.test(details)) return { role, rest: '' };
  const separator = /^[·|(—-][ \t]*/.exec(details)?.[0];
  const isHead = separator !== undefined && !details.includes('\n');
  return isHead ? { role, rest: details.slice(separator.length) } : null;
}

/** The place of an answer among those that stand side by side. */
export interface WrittenColumn {
  /** Counts from 1. */
  readonly number: number;
  readonly count: number;
  /** The conversation goes on with this one. */
  readonly isChosen: boolean;
}

/** Writes the place of an answer: "Answer 2 of 3, chosen". */
export function columnWords({ number, count, isChosen }: WrittenColumn): string {
  return `Answer ${String(number)} of ${String(count)}${isChosen ? ', chosen' : ''}`;
}

const columnPattern = /^Answer (\d{1,2}) of (\d{1,2})(, chosen)?$/;

/** Reads {@link columnWords} at the end of a heading; null if there are none. */
export function columnIn(rest: string): WrittenColumn | null {
  const match = columnPattern.exec(rest.split('·').at(-1)?.trim() ?? '');
  if (match === null) return null;
  return { number: Number(match[1]), count: Number(match[2]), isChosen: match[3] !== undefined };
}

/** True for a line that a transcript would read as a mark and not as text of a message. */
export function readsAsMark(line: string, readsAsHead: (line: string) => boolean): boolean {
  const bare = line.trim();
  return readsAsHead(line) || bare === reasoningStart || bare === reasoningEnd;
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

/** The line that opens a model's reasoning; Markdown viewers fold it. */
export const reasoningStart = '<details><summary>Reasoning</summary>';
export const reasoningEnd = '</details>';
