import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

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

/** How a terminal's keys reach its process, and what it prints is read. */
interface Keys {
  readonly type: (line: string) => void;
  readonly end: () => void;
  readonly interrupt: () => void;
  readonly kill: () => void;
  /** Removes what steers the terminal. */
  readonly clean?: (text: string) => string;
}

function terminalOf(child: ChildProcessWithoutNullStreams, keys: Keys): Terminal {
  const { clean = (text) => text } = keys;
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
    printed: () => clean(out),
    complained: () => problems,
    shows: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const end = endOf(text, clean(out).slice(seen));
          if (end !== null) {
            seen += end;
            waiting.delete(check);
            resolve();
          } else if (over) {
            waiting.delete(check);
            reject(new Error(`It never showed ${String(text)}:\n${clean(out)}\n${problems}`));
          }
        };
        waiting.add(check);
        check();
      }),
    type: keys.type,
    end: keys.end,
    interrupt: keys.interrupt,
    exit,
    kill: keys.kill,
  };
}

function environmentWith(environment: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const {
    OPENAI_API_KEY: _key,
    OPENAI_BASE_URL: _url,
    PARLEY_USER_DATA: _data,
    ...inherited
  } = process.env;
  return { ...inherited, NO_COLOR: '1', LC_ALL: 'C.UTF-8', ...environment };
}

/** Starts it with these options, and with none of our variables except those given. */
export function startTerminal(
  options: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Terminal {
  const child = spawn(process.execPath, [program, ...options], {
    env: environmentWith(environment),
  });
  return terminalOf(child, {
    type: (line) => child.stdin.write(`${line}\n`),
    end: () => child.stdin.end(),
    interrupt: () => child.kill('SIGINT'),
    kill: () => child.kill('SIGKILL'),
  });
}

/** Whether {@link startAtTerminal} works here: it uses util-linux's `script`. */
export const hasTerminals = process.platform === 'linux' && existsSync('/usr/bin/script');

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** Removes the sequences that move the cursor and erase. */
function withoutControls(text: string): string {
  return stripVTControlCharacters(text).replaceAll('\r', '');
}

/** The children of a process. */
function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((word) => word !== '')
    .map(Number);
}

/** Starts it at a terminal of 80 columns: what is typed are keys, and a person can be asked. */
export function startAtTerminal(
  options: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Terminal & { readonly signal: (name: NodeJS.Signals) => void } {
  const words = [process.execPath, program, ...options].map(quoted).join(' ');
  const child = spawn('script', ['-qfec', `stty cols 80 rows 24; exec ${words}`, '/dev/null'], {
    env: environmentWith(environment),
  });
  const signal = (name: NodeJS.Signals): void => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    for (const pid of childrenOf(child.pid ?? 0)) process.kill(pid, name);
  };
  const terminal = terminalOf(child, {
    type: (line) => child.stdin.write(`${line}\r`),
    end: () => child.stdin.write('\u0004'),
    interrupt: () => child.stdin.write('\u0003'),
    kill: () => signal('SIGKILL'),
    clean: withoutControls,
  });
  return { ...terminal, signal };
}
