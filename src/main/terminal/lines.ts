import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Input lines from the person or a pipe, in order. */
export interface Lines {
  /** Shows `prompt` and waits for a line; null at the end of the input. */
  next(prompt: string): Promise<string | null>;
  /**
   * Asks the person something in the middle of an answer, with `filled` to edit. Lines that were
   * typed before do not count as an answer. Resolves with null at the end of the input, after
   * {@link cancel}, and if nobody can answer.
   */
  question(prompt: string, filled?: string): Promise<string | null>;
  /** Ends an open question without an answer; false if there is none. */
  cancel(): boolean;
  /** True if a person can be asked. */
  readonly isAtTerminal: boolean;
  /** Clears what was typed at the prompt; false if there was nothing. */
  clear(): boolean;
  /** Shows the prompt again after something was printed over it. */
  again(): void;
  close(): void;
}

/** Returns whether a person sits at both ends. */
export function isAtTerminal(input: NodeJS.ReadStream, output: NodeJS.WriteStream): boolean {
  return input.isTTY && output.isTTY;
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
  const atTerminal = isAtTerminal(input, output);
  const waiting: string[] = [];
  /** Resolves the open question; null if there is none. */
  let reply: ((line: string | null) => void) | null = null;
  /** What was being typed when a question came up. */
  let unfinished = '';
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
    if (reply !== null) {
      reply(line);
      return;
    }
    waiting.push(line);
    wake?.();
  });
  lines.on('close', () => {
    ended = true;
    reply?.(null);
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
      lines.write(unfinished);
      unfinished = '';
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

  function clearLine(): void {
    lines.write(null, { ctrl: true, name: 'e' });
    lines.write(null, { ctrl: true, name: 'u' });
  }

  async function question(prompt: string, filled = ''): Promise<string | null> {
    if (ended || !atTerminal) return null;
    unfinished += lines.line;
    clearLine();
    asking = true;
    lines.setPrompt(prompt);
    lines.prompt();
    if (filled !== '') lines.write(filled);
    const line = await new Promise<string | null>((resolve) => {
      reply = resolve;
    });
    reply = null;
    asking = false;
    if (line === null) {
      clearLine();
      output.write('\n');
    }
    return line;
  }

  return {
    next: take,
    question,
    cancel() {
      if (reply === null) return false;
      reply(null);
      return true;
    },
    isAtTerminal: atTerminal,
    clear() {
      if (!atTerminal || lines.line === '') return false;
      clearLine();
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
