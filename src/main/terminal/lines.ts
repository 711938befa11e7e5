import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Input lines from the person or a pipe, in order. */
export interface Lines {
  /** Shows `prompt` and waits for a line; null at the end of the input. */
  next(prompt: string): Promise<string | null>;
  /** Clears what was typed at the prompt; false if there was nothing. */
  clear(): boolean;
  /** Shows the prompt again after something was printed over it. */
  again(): void;
  close(): void;
}

/** Input and output of the line reader. */
export interface LinesOptions {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly onInterrupt: () => void;
}

/**
 * Reads lines. Anything typed while an answer arrives is not echoed into it, and becomes the next
 * input.
 */
export function readLines({ input, output, onInterrupt }: LinesOptions): Lines {
  const atTerminal = input.isTTY && output.isTTY;
  const waiting: string[] = [];
  let wake: (() => void) | null = null;
  let asking = false;
  let ended = false;

  const screen = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (asking) output.write(chunk);
      done();
    },
  });
  // readline wraps long input at the width of the terminal.
  Object.defineProperty(screen, 'columns', { get: () => output.columns });
  const lines = createInterface({
    input,
    terminal: atTerminal,
    historySize: 200,
    ...(atTerminal ? { output: screen } : {}),
  });
  lines.on('line', (line) => {
    waiting.push(line);
    wake?.();
  });
  lines.on('close', () => {
    ended = true;
    wake?.();
  });
  // In raw mode Ctrl+C is an ordinary key; otherwise it arrives as a signal.
  lines.on('SIGINT', onInterrupt);

  /** Waits for a line; readline itself echoes what is typed at a terminal. */
  async function take(prompt: string): Promise<string | null> {
    const early = waiting.shift();
    if (early !== undefined) {
      output.write(`${prompt}${early}\n`);
      return early;
    }
    if (ended) return null;
    asking = true;
    if (atTerminal) {
      lines.setPrompt(prompt);
      lines.prompt();
    } else {
      output.write(prompt);
    }
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
    wake = null;
    asking = false;
    const line = waiting.shift() ?? null;
    if (line === null || !atTerminal) output.write(`${line ?? ''}\n`);
    return line;
  }

  return {
    next: take,
    clear() {
      if (!atTerminal || lines.line === '') return false;
      lines.write(null, { ctrl: true, name: 'e' });
      lines.write(null, { ctrl: true, name: 'u' });
      return true;
    },
    again() {
      if (!asking) return;
      if (atTerminal) lines.prompt();
      else output.write('You: ');
    },
    close: () => lines.close(),
  };
}
