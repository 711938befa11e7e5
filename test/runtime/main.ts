import { readFileSync, statSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const here = import.meta.dirname;
// Not set in the environment, which the app would pass on. Everything except this file is loaded
// after it.
enableCompileCache(join(here, '..', '..', '.cache', 'compiled'));
const { launchChromium } = await import('./chromium.ts');
const { joinChromium } = await import('./shared-chromium.ts');

const { isCommandLineRefused } = await import('./protocol-clients.ts');
if (isCommandLineRefused(process.argv.slice(2))) process.exit(1);

const portSwitch = process.argv.find((argument) => argument.startsWith('--remote-debugging-port'));
const sharedBrowser = process.env['PARLEY_RUNTIME_BROWSER'];
// Chromium takes longest to start, so everything else happens meanwhile.
const chromium = sharedBrowser
  ? joinChromium(sharedBrowser, portSwitch !== undefined)
  : launchChromium({ headless: process.env['PARLEY_RUNTIME_HEADLESS'] === '1', portSwitch });

/**
 * Electron's command line: switches, then the app's folder or file, then the app's own arguments.
 */
interface CommandLine {
  /** Modules to load before the app (`-r`). */
  readonly preloaded: readonly string[];
  readonly appPath: string;
}

function parseCommandLine(args: readonly string[]): CommandLine {
  const preloaded: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at] ?? '';
    if (argument === '-r' || argument === '--require') {
      at += 1;
      preloaded.push(args[at] ?? '');
    } else if (!argument.startsWith('-')) {
      return { preloaded, appPath: resolve(argument) };
    }
  }
  process.stderr.write('Name the folder of an app, e.g.: electron .\n');
  process.exit(1);
}

interface PackageFile {
  readonly main?: string;
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
}

function readPackage(appPath: string): { folder: string; main: string; file: PackageFile } {
  if (!statSync(appPath).isDirectory())
    return { folder: dirname(appPath), main: appPath, file: {} };
  const file = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as PackageFile;
  return { folder: appPath, main: resolve(appPath, file.main ?? 'index.js'), file };
}

const executable = join(here, 'electron');
const { preloaded, appPath } = parseCommandLine(process.argv.slice(2));
const { folder, main, file } = readPackage(appPath);
const require = createRequire(import.meta.url);
const electronVersion = (
  JSON.parse(
    readFileSync(join(here, '..', '..', 'node_modules', 'electron', 'package.json'), 'utf8'),
  ) as { version: string }
).version;

process.argv = [executable, ...process.argv.slice(2)];
Object.defineProperties(process, {
  versions: { value: { ...process.versions, electron: electronVersion, chrome: '' } },
  type: { value: 'browser' },
  resourcesPath: { value: join(here, 'resources') },
  defaultApp: { value: true },
});

const electronUrl = pathToFileURL(join(here, 'electron.ts')).href;
const electronNames = new Set(['electron', 'electron/main', 'electron/common']);
registerHooks({
  resolve: (specifier, context, next) =>
    electronNames.has(specifier)
      ? { url: 'stand-in:electron', format: 'module', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === 'stand-in:electron'
      ? {
          format: 'module',
          shortCircuit: true,
          // Supports both named imports and the default export.
          source: `import * as electron from '${electronUrl}';
            export * from '${electronUrl}';
            const whole = { ...electron };
            export { whole as default, whole as 'module.exports' };`,
        }
      : next(url, context),
});

const { describeApp, startApp, app } = await import('./app.ts');
const { takeBrowser } = await import('./runtime.ts');
await import('./electron.ts');
describeApp({
  path: folder,
  name: file.productName ?? file.name ?? 'Electron',
  version: file.version ?? electronVersion,
  executable,
});

/** Playwright reads this line, and everything it needs must exist by then. */
async function announceDevTools(): Promise<void> {
  const line = await chromium.devToolsLine;
  if (line !== null) process.stderr.write(`${line}\n`);
}

process.on('uncaughtException', (error) => {
  // Electron shows a box and continues.
  if (process.listenerCount('uncaughtException') > 1) return;
  console.error('A JavaScript error occurred in the main process\nUncaught Exception:\n', error);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
chromium.connection.onClose(() => process.exit(1));

for (const name of preloaded) require(resolve(name));
if (preloaded.length === 0) process.argv.splice(1, process.argv.indexOf(appPath) - 1);

try {
  // As in Electron, `ready` comes after the app's own module has loaded.
  await Promise.all([takeBrowser(chromium), announceDevTools(), import(pathToFileURL(main).href)]);
  startApp();
} catch (error) {
  console.error(error);
  process.exit(1);
}
