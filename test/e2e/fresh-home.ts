import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { removeFolder } from '../scratch.ts';

const root = join(import.meta.dirname, '..', '..');

/** Variables of a machine before its first use of Parley, and of the runtime found there. */
const kept = [
  'PATH',
  'LANG',
  'DISPLAY',
  'SYSTEMROOT',
  'TMPDIR',
  'PARLEY_CHROMIUM',
  'PARLEY_ELECTRON_UNREACHABLE',
];

/** An empty home folder. */
export interface FreshHome {
  readonly path: string;
  /** Runs a script of `package.json` there, as `npm run` does. */
  run(script: string, parameters: readonly string[], options?: RunOptions): Promise<RunScript>;
  remove(): void;
}

/** Options for running a script. */
export interface RunOptions {
  /** All keyboard input. */
  readonly input?: string;
  /** The project folder; by default this checkout, which is built. */
  readonly project?: string;
}

/** A running script. */
export interface RunScript {
  readonly stdout: () => string;
  /** Non-empty lines of output, without those that this test itself causes. */
  readonly problems: () => readonly string[];
  /** Resolves when stdout contains this. Rejects if the script ends first. */
  readonly says: (words: RegExp) => Promise<RegExpMatchArray>;
  /**
   * The app's window after its first render; only for scripts that were told to open the debugging
   * port.
   */
  readonly page: () => Promise<Page>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

/**
 * Intended messages: that the window will not be visible, and one-time installations. The
 * debugger's address is for us.
 */
const deliberate = [
  /^There is no display here, so the window cannot be seen\./,
  /^Installing \S+ with apt-get \(once\) …$/,
  /^DevTools listening on ws:/,
  // From Electron's own Chromium, about the machine's buses and graphics.
  /^\[\d+:\d{4}\/[\d.]+:(?:ERROR|WARNING):/,
];

async function pageAt(address: string): Promise<Page> {
  const browser = await chromium.connectOverCDP(address);
  for (;;) {
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      const isDrawn = await page
        .evaluate(() => document.querySelector('#root:not(:empty)') !== null)
        .catch(() => false);
      if (isDrawn) return page;
    }
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

/** What is needed to build and run Parley, besides what `npm ci` installs. */
const sources = [
  'src',
  'scripts',
  'resources',
  'test/runtime',
  'test/tsconfig.node.json',
  'test/tsconfig.dom.json',
  'package.json',
  'publisher.json',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'tsconfig.json',
];

/** Copies the project into a folder as it is after `npm ci`, without a build. */
export function copyProject(folder: string): void {
  for (const name of sources) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** The file that a script of `package.json` runs. All scripts tested here are Node programs. */
function fileOf(project: string, script: string): string {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const [, file] = /^node (\S+)$/.exec(scripts[script] ?? '') ?? [];
  if (file === undefined) throw new Error(`npm run ${script} is not one Node program.`);
  return join(project, file);
}

/** Makes an empty home folder. */
export function makeFreshHome(): FreshHome {
  const path = mkdtempSync(join(tmpdir(), 'parley-fresh-'));
  const children: ChildProcess[] = [];
  const environment = Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

  async function run(
    script: string,
    parameters: readonly string[],
    { input = '', project = root }: RunOptions = {},
  ): Promise<RunScript> {
    const child = spawn(process.execPath, [fileOf(project, script), ...parameters], {
      cwd: project,
      env: { ...environment, HOME: path },
    });
    children.push(child);
    let stdout = '';
    let stderr = '';
    const listeners = new Set<() => void>();
    const changed = (): void => {
      for (const listener of listeners) listener();
    };
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += String(chunk);
      changed();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += String(chunk);
      changed();
    });
    child.stdin.end(input);
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        resolve(code);
        changed();
      });
    });
    const until = (text: () => string, words: RegExp): Promise<RegExpMatchArray> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = words.exec(text());
          if (match === null && child.exitCode === null) return;
          listeners.delete(look);
          if (match !== null) resolve(match);
          else reject(new Error(`It ended without saying ${words}: ${stdout}\n${stderr}`));
        };
        listeners.add(look);
        look();
      });
    return {
      stdout: () => stdout,
      problems: () =>
        stderr
          .split('\n')
          .filter((line) => line !== '' && !deliberate.some((one) => one.test(line))),
      says: (words) => until(() => stdout, words),
      page: async () => {
        const [, address = ''] = await until(() => stderr, /^DevTools listening on (ws:\S+)$/m);
        return pageAt(address);
      },
      kill: (signal) => void child.kill(signal),
      ended,
    };
  }

  return {
    path,
    run,
    remove() {
      // A failed test may have left them running; each passes the signal on.
      for (const child of children) child.kill();
      removeFolder(path);
    },
  };
}

/** Everything under a folder that other users can access, and anything that looks half written. */
export function faultsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true }).flatMap((each) => {
    const name = String(each);
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    const isOpen = process.platform !== 'win32' && ((stats?.mode ?? 0) & 0o077) !== 0;
    const isHalf = /\.(?:tmp|lock)$/.test(name) && /(?:^|[\\/])\./.test(name);
    return isOpen || isHalf || stats === undefined ? [name] : [];
  });
}
