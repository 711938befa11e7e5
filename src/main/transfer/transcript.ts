// What the Markdown that is taken out and the Markdown that is brought in have in common.

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

/** `## You`, `## Assistant · gpt-5 · 2026-11-01T12:00:00Z`: a heading, the speaker, then what else is known. */
const headingPattern =
  /^#{1,6}[ \t]+([A-Za-z][A-Za-z ]{0,20}?)[ \t]*(?::|(?:[·|(—-][ \t]*([^\n]*)))?[ \t]*$/;

/** The head of a message, if this line is one. */
export interface MessageHead {
  readonly role: 'user' | 'assistant' | 'system';
  /** What stands after the speaker, e.g. the model and the time. */
  readonly rest: string;
}

/** Reads a line as the heading of a message; null if it is none. */
export function headingOf(line: string): MessageHead | null {
  const match = headingPattern.exec(line);
  const role = speakers.get((match?.[1] ?? '').trim().toLowerCase());
  return role === undefined ? null : { role, rest: match?.[2] ?? '' };
}

/** True for a line that a transcript reads as one of its own marks and not as what was said. */
export function readsAsMark(line: string, readsAsHead: (line: string) => boolean): boolean {
  const bare = line.trim();
  return readsAsHead(line) || bare === reasoningStart || bare === reasoningEnd;
}

const slashes = /^\\*/;

/** Puts a backslash before a line that would read as a mark, however many it has already. */
export function escapedLine(line: string, readsAsHead: (line: string) => boolean): string {
  return readsAsMark(line.replace(slashes, ''), readsAsHead) ? `\\${line}` : line;
}

/** Takes back the backslash of {@link escapedLine}. */
export function unescapedLine(line: string, readsAsHead: (line: string) => boolean): string {
  if (!line.startsWith('\\')) return line;
  return readsAsMark(line.replace(slashes, ''), readsAsHead) ? line.slice(1) : line;
}

/** Follows a text line by line and knows its fenced code blocks, where nothing is a heading. */
export interface FenceWatch {
  /** Takes the next line; true if it is part of a block, its fences included. */
  readonly see: (line: string) => boolean;
  /** The fence that is still open; null if none is. */
  readonly open: () => string | null;
}

/** Makes one for the start of a text. */
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

/** The line that opens what the model thought; Markdown viewers fold it away. */
export const reasoningStart = '<details><summary>Reasoning</summary>';
export const reasoningEnd = '</details>';
