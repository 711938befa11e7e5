/**
 * The only place that decides what runs the built app: Electron, or the stand-in in test/runtime
 * where Electron is not available. Used by `npm start`, end-to-end tests and benchmarks.
 */
import { spawn, spawnSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, dirname, join, resolve } from 'node:path';
import { findChromium } from '../test/runtime/chromium.ts';

const root = join(import.meta.dirname, '..');
const electronFolder = join(root, 'node_modules', 'electron');
const standInFolder = join(root, 'test', 'runtime');

/** Time limits for resolving Electron's download server and for the download (ms). */
const PROBE_TIMEOUT = 3000;
const DOWNLOAD_TIMEOUT = 180_000;

/** The program that runs the app. */
export interface Runtime {
  readonly kind: 'electron' | 'stand-in';
  readonly executablePath: string;
  /** Variables to set for the app and for the program that starts it. */
  readonly env: Readonly<Record<string, string>>;
  /** One line for people. */
  readonly description: string;
}

/**
 * Libraries that an executable needs but this system lacks, as on a server without a desktop. Linux
 * only.
 */
function missingLibraries(executable: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found$/gm)].map(([, name = '']) => name);
}

/** Electron's binary inside the npm package, if it was downloaded. */
function installedElectron(): string | null {
  try {
    const path = readFileSync(join(electronFolder, 'path.txt'), 'utf8');
    const executable = join(electronFolder, 'dist', path);
    return existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/** Why Electron cannot run here, if so. */
function canRun(executable: string): boolean {
  const missing = missingLibraries(executable);
  if (missing.length === 0) return true;
  process.stderr.write(
    `Electron is here, but cannot run without these libraries: ${missing.join(', ')}\n`,
  );
  return false;
}

function electronRuntime(executablePath: string): Runtime {
  return { kind: 'electron', executablePath, env: {}, description: `Electron (${executablePath})` };
}

/** The executable in a folder laid out like Electron's own archives. */
function executableIn(folder: string): string {
  const { platform } = process;
  if (platform === 'win32') return join(folder, 'electron.exe');
  if (platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return join(folder, 'electron');
}

function runtimeIn(folder: string): Runtime {
  const isStandIn = resolve(folder) === standInFolder;
  const executablePath = isStandIn ? join(folder, 'electron') : executableIn(folder);
  return {
    kind: isStandIn ? 'stand-in' : 'electron',
    executablePath,
    env: { ELECTRON_OVERRIDE_DIST_PATH: folder, ELECTRON_EXEC_PATH: executablePath },
    description: isStandIn
      ? `the stand-in runtime on ${findChromium() ?? 'no Chromium'}, because Electron is not here (see test/runtime/README.md)`
      : `Electron in ${folder} (ELECTRON_OVERRIDE_DIST_PATH)`,
  };
}

/** The host that Electron is downloaded from: a mirror, if npm or the environment names one. */
function downloadHost(): string {
  const { env } = process;
  const mirror =
    env['ELECTRON_MIRROR'] ??
    env['npm_config_electron_mirror'] ??
    env['NPM_CONFIG_ELECTRON_MIRROR'];
  return mirror && URL.canParse(mirror) ? new URL(mirror).host : 'github.com';
}

/** Resolves to whether the name resolves. A resolver that does not answer counts as no. */
async function isKnown(hostname: string): Promise<boolean> {
  const found = lookup(hostname).then(
    () => true,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((give) => {
    timer = setTimeout(give, PROBE_TIMEOUT, false);
  });
  const known = await Promise.race([found, patience]);
  clearTimeout(timer);
  return known;
}

async function isReachable(host: string): Promise<boolean> {
  const [hostname = '', port = '443'] = host.split(':');
  if (!(await isKnown(hostname))) return false;
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: PROBE_TIMEOUT });
    const end = (reachable: boolean) => (): void => {
      socket.destroy();
      resolve(reachable);
    };
    socket.on('connect', end(true)).on('timeout', end(false)).on('error', end(false));
  });
}

/** Lets the electron package download its binary; null if that fails or takes too long. */
async function fetchElectron(): Promise<string | null> {
  if (!(await isReachable(downloadHost()))) return null;
  process.stdout.write('Fetching Electron (once) …\n');
  await new Promise<void>((done) => {
    const child = spawn(process.execPath, [join(electronFolder, 'install.js')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: DOWNLOAD_TIMEOUT,
    });
    child.on('error', () => done());
    child.on('exit', () => done());
  });
  return installedElectron();
}

/** Installs a Debian package, if we may. Returns true if a Chromium is available afterwards. */
export function installPackage(name: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  if (!existsSync('/etc/debian_version')) return false;
  process.stderr.write(`Installing ${name} with apt-get (once) …\n`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const parameters of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    const { status, stderr } = spawnSync('apt-get', parameters, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: environment,
      encoding: 'utf8',
    });
    if (status === 0) continue;
    // apt-get's progress output is only shown on failure.
    process.stderr.write(stderr);
    return false;
  }
  return true;
}

const choices = `Nothing here can open Parley's window. Choose one:
  - let this machine reach github.com once, so that Electron can be fetched (or set ELECTRON_MIRROR);
  - set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron;
  - install Chromium or Google Chrome, or name one in PARLEY_CHROMIUM, for the stand-in runtime;
  - chat in the terminal instead: npm run chat`;

async function find(): Promise<Runtime> {
  const chosen = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (chosen) return runtimeIn(chosen);
  let electron = installedElectron();
  // Checked once per process tree.
  if (electron === null && process.env['PARLEY_ELECTRON_UNREACHABLE'] !== '1') {
    electron = await fetchElectron();
    if (electron === null) process.env['PARLEY_ELECTRON_UNREACHABLE'] = '1';
  }
  if (electron !== null && canRun(electron)) return electronRuntime(electron);
  // The stand-in supports Linux and macOS.
  if (process.platform === 'win32') throw new Error(choices);
  if (findChromium() === null && !installPackage('chromium')) throw new Error(choices);
  return runtimeIn(standInFolder);
}

/**
 * Chooses the runtime and prints the choice, once per process tree: the environment of this process
 * passes it on to its children. Throws an Error that lists the options if nothing can run the app.
 */
export async function chooseRuntime(): Promise<Runtime> {
  // Some editors set it in their terminals. It would turn Electron into plain Node.
  delete process.env['ELECTRON_RUN_AS_NODE'];
  const runtime = await find();
  Object.assign(process.env, runtime.env);
  if (process.env['PARLEY_RUNTIME_ANNOUNCED'] !== '1') {
    process.env['PARLEY_RUNTIME_ANNOUNCED'] = '1';
    process.stdout.write(`Runs on ${runtime.description}\n`);
  }
  return runtime;
}

/**
 * Whether the helper beside Electron's executable may create a sandbox. Packages set it up; npm
 * does not.
 */
function hasSandboxHelper(executablePath: string): boolean {
  try {
    const { uid, mode } = statSync(join(dirname(executablePath), 'chrome-sandbox'));
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    return false;
  }
}

/**
 * The switches that Electron needs on this machine. Chromium's sandbox needs a system that lets
 * programs create one. Where it does not (as root, or on Ubuntu since 24.04), Electron would exit
 * at once, so it is started without a sandbox, and a message says so.
 */
export function switchesFor(runtime: Runtime): readonly string[] {
  if (runtime.kind === 'stand-in' || process.platform !== 'linux') return [];
  if (process.getuid?.() === 0) return ['--no-sandbox'];
  const canUnshare = spawnSync('unshare', ['-Ur', 'true'], { stdio: 'ignore' }).status === 0;
  if (canUnshare || hasSandboxHelper(runtime.executablePath)) return [];
  const helper = join(dirname(runtime.executablePath), 'chrome-sandbox');
  process.stderr.write(
    `This system does not let Electron make a sandbox; it runs without. To have one:\n  sudo chown root ${helper} && sudo chmod 4755 ${helper}\n`,
  );
  return ['--no-sandbox'];
}

/** Says that the window will not be visible, and what to do instead. */
export function remarkOnDisplay(): void {
  if (hasDisplay()) return;
  process.stderr.write(
    'There is no display here, so the window cannot be seen. To chat in the terminal: npm run chat\n',
  );
}

/** Whether a window would be visible: always, except on Linux without a display server. */
function hasDisplay(): boolean {
  return (
    process.platform !== 'linux' ||
    Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
  );
}

/** Whether a program of this name can be started. */
export function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => existsSync(join(folder, name)));
}

/**
 * Real Electron needs a display, even an invisible one, so this starts Xvfb and sets DISPLAY. The
 * stand-in does not need one. Resolves to a function that ends the display. (`xvfb-run` redirects
 * stderr to stdout, where Playwright does not look for the debugger's address.)
 */
export async function provideDisplay(runtime: Runtime): Promise<() => void> {
  if (runtime.kind === 'stand-in' || hasDisplay()) return () => undefined;
  if (!isOnPath('Xvfb') && !installPackage('xvfb')) {
    throw new Error('Electron needs a display here: install xvfb, or set DISPLAY.');
  }
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await new Promise<string>((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb ended with code ${code}.`)));
    server.stdio[3]?.once('data', (data: Buffer) => resolve(String(data).trim()));
  });
  process.env['DISPLAY'] = `:${number}`;
  const end = (): void => {
    server.kill();
  };
  process.on('exit', end);
  return end;
}
