import { once } from 'node:events';
import { styleText } from 'node:util';

/** Prints the conversation. */
export interface Screen {
  /** Prints a model's text; resolves when there is room for more. */
  words(text: string): Promise<void>;
  /** Prints text that is not part of the answer, dimmed where the terminal can. */
  thought(text: string): Promise<void>;
  /** Prints one of Parley's remarks on its own line. */
  note(text: string): void;
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

/** Prints to a stream, and waits while it is full. */
export function createScreen(output: NodeJS.WriteStream): Screen {
  let column = 0;

  function write(text: string): boolean {
    if (text === '') return true;
    const end = text.lastIndexOf('\n');
    column = end < 0 ? column + text.length : text.length - end - 1;
    return output.write(text);
  }

  const pale = (text: string): string => styleText('dim', text, { stream: output });

  async function print(text: string, style: (text: string) => string): Promise<void> {
    const shown = printable(text);
    const end = shown.lastIndexOf('\n');
    column = end < 0 ? column + shown.length : shown.length - end - 1;
    if (shown !== '' && !output.write(style(shown))) await once(output, 'drain');
  }

  const endLine = (): void => {
    if (column > 0) write('\n');
  };

  return {
    words: (text) => print(text, (shown) => shown),
    thought: (text) => print(text, pale),
    note(text) {
      endLine();
      output.write(`${pale(`[${printable(text)}]`)}\n`);
    },
    endLine,
    isTerminal: output.isTTY,
  };
}
