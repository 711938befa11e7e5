import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { chooseRuntime, switchesFor, type Runtime } from '../../scripts/runtime.ts';
import { borrowBrowser, type BorrowedBrowser } from './browser.ts';
import { removeFolder } from '../scratch.ts';

const root = join(import.meta.dirname, '..', '..');

/** The app to drive: what was built here, or the contents of a package. */
const builtApp = process.env['PARLEY_TEST_APP'] ?? root;

/** Makes Electron itself log requests and open nothing, as the stand-in does. */
const hooks = join(root, 'test', 'runtime', 'electron-hooks.cjs');

/** Options for starting the app. */
export interface LaunchOptions {
  /** Called with the data folder before the first start, to add files. */
  readonly prepare?: (userData: string) => void;
  /** Added to the environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Arguments for the app itself. */
  readonly args?: readonly string[];
  /** The app's folder or main file; the built Parley by default. */
  readonly appPath?: string;
  /**
   * False: returns as soon as the page exists, possibly before its first render, when it handles no
   * keys yet.
   */
  readonly untilDrawn?: boolean;
  /** Called before the first window is waited for, which it may open. */
  readonly beforeWindow?: (app: ElectronApplication) => Promise<void>;
  /** True: the stand-in starts a separate Chromium even though the worker has one. */
  readonly ownBrowser?: boolean;
  /** The back end of `safeStorage`; see test/runtime/README.md. */
  readonly keyring?:
    | 'gnome_libsecret'
    | 'basic_text'
    | 'unavailable'
    | 'locked'
    | 'rotated'
    | 'absent'
    | 'asking';
}

/** A request of the app to the outside world. */
export interface OutsideEntry {
  readonly kind: string;
  readonly url: string;
  /** The body of a notification. */
  readonly text?: string;
  readonly method?: string;
  readonly type?: string;
  readonly from?: string;
}

/** A running app. */
export interface Parley {
  readonly app: ElectronApplication;
  /** The first window. */
  readonly page: Page;
  readonly userData: string;
  /** All of stdout and stderr so far. */
  readonly output: () => string;
  /**
   * Everything that was logged: requests, links opened by the system, windows the stand-in refused.
   */
  readonly outside: () => readonly OutsideEntry[];
  /** Requests of the page to anything except the app's own files. */
  readonly requestsToElsewhere: () => readonly OutsideEntry[];
  /** A snapshot of the renderer's whole heap, as text. */
  readonly rendererHeap: () => Promise<string>;
  /** Quits as a person would. May be called twice. */
  readonly close: () => Promise<void>;
  /** Sends SIGKILL to the main process and waits for its end. */
  readonly kill: () => Promise<void>;
  /**
   * Starts a second process on the same data, as a person might by accident, with `input` piped in.
   * Returns its exit code.
   */
  readonly startAgain: (args: readonly string[], input?: string) => Promise<number | null>;
  /** Starts again on the same data, after close or kill. */
  readonly relaunch: (more?: LaunchOptions) => Promise<Parley>;
}

const temporaryFolders: string[] = [];

/** Temporary folders survive relaunches and are removed with this process. */
function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `parley-${name}-`));
  if (temporaryFolders.length === 0) process.on('exit', removeTemporaryFolders);
  temporaryFolders.push(folder);
  return folder;
}

function removeTemporaryFolders(): void {
  for (const folder of temporaryFolders) removeFolder(folder);
}

/** This process's environment without variables that would change the app's behaviour. */
function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^(OPENAI_|PARLEY_USER_DATA|NODE_OPTIONS|XDG_)/.test(entry[0]),
    ),
  );
}

function readLog(file: string): OutsideEntry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as OutsideEntry);
}

/** Only tests share a browser. Benchmarks and screenshots need the start that a person gets. */
async function sharedBrowser(
  runtime: Runtime,
  { ownBrowser = false }: LaunchOptions,
): Promise<BorrowedBrowser | null> {
  const isTest = process.env['TEST_WORKER_INDEX'] !== undefined;
  return isTest && runtime.kind === 'stand-in' && !ownBrowser ? borrowBrowser() : null;
}

async function start(home: string, userData: string, options: LaunchOptions): Promise<Parley> {
  const runtime = await chooseRuntime();
  const browser = await sharedBrowser(runtime, options);
  const log = join(home, 'outside.log');
  const env: Record<string, string> = {
    ...cleanEnvironment(),
    ...runtime.env,
    HOME: home,
    PARLEY_USER_DATA: userData,
    PARLEY_RUNTIME_REQUEST_LOG: log,
    // No windows on a developer's screen, and the same size everywhere.
    PARLEY_RUNTIME_HEADLESS: '1',
    PARLEY_RUNTIME_KEYRING: options.keyring ?? 'gnome_libsecret',
    ...(browser === null ? {} : { PARLEY_RUNTIME_BROWSER: browser.address }),
  };
  for (const [name, value] of Object.entries(options.env ?? {})) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  // No executablePath: Playwright finds it through the electron package and then adds its loader.
  const app = await _electron.launch({
    args: [
      ...(runtime.kind === 'electron' ? ['-r', hooks] : []),
      options.appPath ?? builtApp,
      ...(options.args ?? []),
    ],
    env,
    cwd: root,
    // The app's own theme decides, not Playwright's.
    colorScheme: null,
  });
  let output = '';
  const child = app.process();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += String(chunk);
    });
  }
  // Playwright's own close may resolve when the browser is gone but the process is not.
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      browser?.giveBack();
      resolve();
    });
  });
  await options.beforeWindow?.(app);
  const page = await app.firstWindow();
  // The window exists before its page.
  await page.waitForURL((url) => url.href !== 'about:blank', { waitUntil: 'domcontentloaded' });
  if (options.untilDrawn !== false) {
    await page.waitForFunction(() => document.querySelector('#root:empty') === null);
  }
  let closing: Promise<void> | null = null;
  return {
    app,
    page,
    userData,
    output: () => output,
    outside: () => readLog(log),
    requestsToElsewhere: () =>
      readLog(log).filter(({ kind }) => ['request', 'navigation', 'websocket'].includes(kind)),
    rendererHeap: () => heapOf(page),
    close: () => {
      closing ??= app.close().then(() => ended);
      return closing;
    },
    kill: async () => {
      closing = ended;
      child.kill('SIGKILL');
      await ended;
    },
    startAgain: (args, input) =>
      new Promise((resolve, reject) => {
        const parameters = [...switchesFor(runtime), options.appPath ?? builtApp, ...args];
        const again = spawn(runtime.executablePath, parameters, {
          env,
          cwd: root,
          stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'],
        });
        again.stdin?.end(input);
        again.once('error', reject);
        again.once('exit', resolve);
      }),
    relaunch: (more) => start(home, userData, { ...options, ...more }),
  };
}

async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

/** Starts the built app on a new, empty data folder, isolated from this machine. */
export async function launchParley(options: LaunchOptions = {}): Promise<Parley> {
  const home = temporaryFolder('home');
  const userData = temporaryFolder('data');
  options.prepare?.(userData);
  return start(home, userData, options);
}
