import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../src/main/terminal/chat.ts', import.meta.url));

/** The terminal chat as a separate process, with pipes for keyboard and screen. */
export interface Terminal {
  /** Everything printed so far. */
  readonly printed: () => string;
  readonly complained: () => string;
  /** Resolves once the output after the previous match contains `text`; fails if it never does. */
  readonly shows: (text: string | RegExp) => Promise<void>;
  readonly type: (line: string) => void;
  /** Ctrl+D. */
  readonly end: () => void;
  /** Ctrl+C. */
  readonly interrupt: () => void;
  /** The exit code, or the name of the signal that ended it. */
  readonly exit: Promise<number | string>;
  readonly kill: () => void;
}

/** Where the first occurrence ends; null if there is none. */
function endOf(sought: string | RegExp, text: string): number | null {
  if (typeof sought === 'string') {
    const at = text.indexOf(sought);
    return at < 0 ? null : at + sought.length;
  }
  const found = sought.exec(text);
  return found === null ? null : found.index + found[0].length;
}

/** Starts it with these options, and with none of our variables except those given. */
export function startTerminal(
  options: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Terminal {
  const { OPENAI_API_KEY: _key, OPENAI_BASE_URL: _url, ...inherited } = process.env;
  const child = spawn(process.execPath, [program, ...options], {
    env: { ...inherited, NO_COLOR: '1', ...environment },
  });
  let out = '';
  let problems = '';
  let seen = 0;
  let over = false;
  const waiting = new Set<() => void>();
  const look = (): void => waiting.forEach((check) => check());
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    problems += text;
    look();
  });
  const exit = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => {
      over = true;
      look();
      resolve(code ?? signal ?? 'unknown');
    });
  });

  return {
    printed: () => out,
    complained: () => problems,
    shows: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const end = endOf(text, out.slice(seen));
          if (end !== null) {
            seen += end;
            waiting.delete(check);
            resolve();
          } else if (over) {
            waiting.delete(check);
            reject(new Error(`It never showed ${String(text)}:\n${out}\n${problems}`));
          }
        };
        waiting.add(check);
        check();
      }),
    type: (line) => child.stdin.write(`${line}\n`),
    end: () => child.stdin.end(),
    interrupt: () => child.kill('SIGINT'),
    exit,
    kill: () => child.kill('SIGKILL'),
  };
}
