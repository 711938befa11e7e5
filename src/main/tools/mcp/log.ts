import type { ToolLogLine } from '../../../shared/contract/tools.ts';
import { noteWords, type ServerNote } from '../../../shared/words/server-notes.ts';

/** How many lines of a server are kept. */
const mostLines = 2000;

/** A longer line is cut; UTF-16 code units. */
const longestLine = 4000;

/** Takes the secrets of a server out of a text. */
export type Redact = (text: string) => string;

/** What a server and Parley have said, the newest lines of it. */
export interface ServerLog {
  add(from: 'stderr' | 'server', text: string): void;
  /** Adds what Parley has to say. */
  readonly note: (note: ServerNote) => void;
  /** Oldest first, without secrets. */
  lines(): readonly ToolLogLine[];
  /** The last lines of standard error since the last start, without secrets; ''. */
  lastWords(count: number): string;
  /** Marks a start: the last words of an earlier run are not those of this one. */
  begin(): void;
}

/** Makes an empty log. Secrets are taken out when it is read: a flood of lines costs next to nothing. */
export function createServerLog(redact: Redact, now: () => number): ServerLog {
  const lines: ToolLogLine[] = [];
  let words: string[] = [];

  const tidy = ({ text, ...line }: ToolLogLine): ToolLogLine => ({ ...line, text: redact(text) });

  function add(from: ToolLogLine['from'], text: string): void {
    const cut = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
    lines.push({ at: now(), from, text: cut });
    // Removed by the batch: taking one from the front each time costs as much as the whole list.
    if (lines.length >= mostLines * 2) lines.splice(0, lines.length - mostLines);
    if (from !== 'stderr' || cut.trim() === '') return;
    words.push(cut);
    if (words.length >= 200) words = words.slice(-100);
  }

  return {
    add,
    note: (note) => add('parley', noteWords(note)),
    lines: () => lines.slice(-mostLines).map(tidy),
    lastWords: (count) => redact(words.slice(-count).join('\n')),
    begin() {
      words = [];
    },
  };
}
