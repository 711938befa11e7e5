import type { ToolLogLine } from '../../../shared/contract/tools.ts';
import { withoutIsolates } from '../../../shared/language/isolate.ts';
import { noteWords, type ServerNote } from '../../../shared/words/server-notes.ts';

/** The most lines kept of a server. */
const maxLines = 2000;

/** The longest line, in UTF-16 code units; longer lines are cut. */
const longestLine = 4000;

/** Removes a server's secrets from a text. */
export type Redact = (text: string) => string;

/** The newest lines of a server and Parley's notes. */
export interface ServerLog {
  add(from: 'stderr' | 'server', text: string): void;
  /** Adds a note from Parley. */
  readonly note: (note: ServerNote) => void;
  /** Returns the lines without secrets, oldest first. */
  lines(): readonly ToolLogLine[];
  /**
   * Returns the last lines of standard error since the last start, without secrets; '' if there are
   * none.
   */
  lastLogLines(count: number): string;
  /** Marks a start, so that `lastLogLines` excludes lines of earlier runs. */
  begin(): void;
}

/**
 * Creates an empty log. Secrets are removed when it is read, so that a flood of lines costs little.
 */
export function createServerLog(redact: Redact, now: () => number): ServerLog {
  const lines: ToolLogLine[] = [];
  let words: string[] = [];

  const tidy = ({ text, ...line }: ToolLogLine): ToolLogLine => ({ ...line, text: redact(text) });

  function add(from: ToolLogLine['from'], text: string): void {
    const cut = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
    lines.push({ at: now(), from, text: cut });
    // Lines are removed in batches, because removing the first of a list copies the whole list.
    if (lines.length >= maxLines * 2) lines.splice(0, lines.length - maxLines);
    if (from !== 'stderr' || cut.trim() === '') return;
    words.push(cut);
    if (words.length >= 200) words = words.slice(-100);
  }

  return {
    add,
    note: (note) => add('parley', withoutIsolates(noteWords(note))),
    lines: () => lines.slice(-maxLines).map(tidy),
    lastLogLines: (count) => redact(words.slice(-count).join('\n')),
    begin() {
      words = [];
    },
  };
}
