import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { connectPipe, type CdpConnection } from './cdp.ts';
import { setBrowserProcess } from './renderer-process.ts';

/** A running Chromium, driven over its debugging pipe. */
export interface Chromium {
  readonly connection: CdpConnection;
  /** The line `DevTools listening on ws://…`, which Playwright waits for; null without a port. */
  readonly devToolsLine: Promise<string | null>;
  /**
   * Opens a window without tabs and address bar at this URL by starting Chromium again on the same
   * profile, because the protocol has no command for it. Null without a display.
   */
  readonly openAppWindow: ((url: string) => void) | null;
  /** The profile of new windows; null for the browser's default one. */
  readonly profileId: Promise<string | null>;
}

/** Options for starting a Chromium. */
interface ChromiumOptions {
  /** True for no window, even with a display. */
  readonly headless?: boolean;
  /**
   * `--remote-debugging-port…`. Any program on this machine can use such a port, so it is opened
   * only on request.
   */
  readonly portSwitch?: string | undefined;
}

const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const places = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The executable of a Chromium on this machine (PARLEY_CHROMIUM first), or null. */
export function findChromium(): string | null {
  const chosen = process.env['PARLEY_CHROMIUM'];
  if (chosen) return existsSync(chosen) ? chosen : null;
  const onPath = names.flatMap((name) =>
    (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
  );
  return [...places, ...onPath].find((path) => existsSync(path)) ?? null;
}

/** Chromium features that Electron does not have and that would only cost time here. */
const unwantedFeatures = [
  'MediaRouter',
  'OptimizationHints',
  'Translate',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'NetworkTimeServiceQuerying',
  'PreconnectToSearch',
  'AimEnabled',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'OnDeviceModelService',
];

/** Chromium's sandbox refuses to run as root. */
function unsandboxed(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [];
}

function chromiumSwitches(
  profile: string,
  headless: boolean,
  portSwitch: string | undefined,
): string[] {
  return [
    ...(headless ? ['--headless=new'] : []),
    ...unsandboxed(),
    '--remote-debugging-pipe',
    ...(portSwitch === undefined ? [] : [portSwitch]),
    `--user-data-dir=${profile}`,
    '--no-startup-window',
    '--keep-alive-for-test',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-component-extensions-with-background-pages',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-sync',
    '--disable-breakpad',
    '--disable-search-engine-choice-screen',
    '--disable-dev-shm-usage',
    '--hide-crash-restore-bubble',
    '--metrics-recording-only',
    '--password-store=basic',
    '--use-mock-keychain',
    '--no-service-autorun',
    `--disable-features=${unwantedFeatures.join(',')}`,
  ];
}

/**
 * Waits until this process dies in any way, then ends the browser and removes its profile. It is a
 * separate process because nothing in this one survives SIGKILL.
 */
const watchdogScript = `
read -r _
tries=0
while kill -s KILL -- "-$1" 2>/dev/null && [ $tries -lt 40 ]; do
  sleep 0.05
  tries=$((tries + 1))
done
while [ -e "$2" ] && [ $tries -lt 80 ]; do
  rm -rf "$2" 2>/dev/null || sleep 0.05
  tries=$((tries + 1))
done`;

/** Starts a Chromium that lives and dies with this process. Throws if none is available. */
export function launchChromium({
  headless: isAskedHeadless = false,
  portSwitch,
}: ChromiumOptions = {}): Chromium {
  const executable = findChromium();
  if (executable === null) {
    throw new Error('No Chromium found: install one or name it in PARLEY_CHROMIUM.');
  }
  const hasDisplay =
    process.platform !== 'linux' ||
    Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  const headless = isAskedHeadless || !hasDisplay;
  const profile = mkdtempSync(join(tmpdir(), 'parley-stand-in-'));
  // Its temporary files are removed with the profile.
  const env = { ...process.env, TMPDIR: profile };
  const browser = spawn(executable, chromiumSwitches(profile, headless, portSwitch), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env,
    // A separate process group, so that the watchdog can end all of it.
    detached: process.platform !== 'win32',
  });
  setBrowserProcess(browser.pid ?? null);
  if (process.platform !== 'win32') {
    const watchdog = spawn(
      '/bin/sh',
      ['-c', watchdogScript, 'watchdog', String(browser.pid), profile],
      { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
    );
    watchdog.unref();
  }
  const lines = createInterface({ input: browser.stderr as Readable });
  const devToolsLine = new Promise<string | null>((resolve, reject) => {
    if (portSwitch === undefined) resolve(null);
    lines.on('line', (line) => {
      if (line.startsWith('DevTools listening on ')) resolve(line);
      else if (process.env['PARLEY_RUNTIME_VERBOSE'] === '1') process.stderr.write(`${line}\n`);
    });
    browser.on('error', reject);
    browser.on('exit', (code) => reject(new Error(`${executable} ended with code ${code}.`)));
  });
  devToolsLine.catch(() => undefined);
  return {
    connection: connectPipe(browser.stdio[3] as Writable, browser.stdio[4] as Readable),
    devToolsLine,
    profileId: Promise.resolve(null),
    openAppWindow: headless
      ? null
      : (url) => {
          const parameters = [...unsandboxed(), `--user-data-dir=${profile}`, `--app=${url}`];
          spawn(executable, parameters, { stdio: 'ignore', env });
        },
  };
}
