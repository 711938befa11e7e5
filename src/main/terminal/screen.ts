import { once } from 'node:events';
import { styleText } from 'node:util';
import { withoutIsolates } from '../../shared/language/isolate.ts';

/** Prints the conversation. */
export interface Screen {
  /** Prints a model's text; resolves when there is room for more. */
  words(text: string): Promise<void>;
  /** Prints text that is not part of the answer, dimmed where the terminal can. */
  thought(text: string): Promise<void>;
  /** Prints one of Parley's remarks on its own line. */
  note(text: string, tone?: 'quiet' | 'problem'): void;
  /** Prints lines of Parley's own as they are. */
  lines(text: string): void;
  /**
   * Shows a line that is replaced by whatever is printed next; null removes it. Only on a terminal.
   */
  status(text: string | null): void;
  /** Prints lines of a question to the person, also while others wait. */
  question(text: string): void;
  /** While a question to the person is open, remarks wait and there is no status line. */
  hold(): void;
  release(): void;
  /** Ends the line, unless it is empty. */
  endLine(): void;
  readonly isTerminal: boolean;
}

/**
 * A model could control the terminal with escape sequences, so of all control characters only tabs
 * and line breaks pass.
 */
function printable(text: string): string {
  return text.replace(/(?![\t\n])\p{Cc}/gu, '');
}

/** A sentence of Parley's own, which may quote a stranger, as a terminal can print it. */
export function printableSentence(text: string): string {
  return printable(withoutIsolates(text));
}

/** The width of a terminal that does not tell it, in columns. */
const usualWidth = 80;

/** Scripts whose characters take two columns. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u{FF00}-\u{FFEF}]/u;

/** Shortens a text to one line of a terminal. */
function oneLine(text: string, columns: number): string {
  let line = '';
  let width = 0;
  for (const character of printableSentence(text.replaceAll(/\s+/gu, ' '))) {
    width += wide.test(character) ? 2 : 1;
    if (width >= columns) return `${line.slice(0, -1)}…`;
    line += character;
  }
  return line;
}

const eraseLine = '\r\u001B[K';

/** Prints to a stream, and waits while it is full. */
export function createScreen(output: NodeJS.WriteStream): Screen {
  let column = 0;
  let hasStatus = false;
  /** What waits for the end of a question; null while none is open. */
  let held: string[] | null = null;

  function write(text: string): boolean {
    if (text === '') return true;
    const end = text.lastIndexOf('\n');
    column = end < 0 ? column + text.length : text.length - end - 1;
    return output.write(text);
  }

  const styled = (style: 'dim' | 'red', text: string): string =>
    styleText(style, text, { stream: output });
  const pale = (text: string): string => styled('dim', text);

  function eraseStatus(): void {
    if (hasStatus) output.write(eraseLine);
    hasStatus = false;
  }

  async function print(text: string, style: (text: string) => string): Promise<void> {
    const shown = printable(text);
    if (shown !== '') eraseStatus();
    const end = shown.lastIndexOf('\n');
    column = end < 0 ? column + shown.length : shown.length - end - 1;
    if (shown !== '' && !output.write(style(shown))) await once(output, 'drain');
  }

  const endLine = (): void => {
    eraseStatus();
    if (column > 0) write('\n');
  };

  function say(line: string): void {
    if (held !== null) {
      held.push(line);
      return;
    }
    endLine();
    output.write(line);
  }

  return {
    words: (text) => print(text, (shown) => shown),
    thought: (text) => print(text, pale),
    note(text, tone = 'quiet') {
      say(`${styled(tone === 'quiet' ? 'dim' : 'red', `[${printableSentence(text)}]`)}\n`);
    },
    lines: (text) => say(`${printableSentence(text)}\n`),
    question(text) {
      endLine();
      output.write(`${printableSentence(text)}\n`);
    },
    status(text) {
      if (!output.isTTY || held !== null) return;
      if (text === null) eraseStatus();
      else {
        endLine();
        output.write(pale(oneLine(text, output.columns || usualWidth)));
        hasStatus = true;
      }
    },
    hold() {
      endLine();
      held ??= [];
    },
    release() {
      const waiting = held ?? [];
      held = null;
      for (const line of waiting) say(line);
    },
    endLine,
    isTerminal: output.isTTY,
  };
}
