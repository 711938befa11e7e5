/** `npm start`: builds what is out of date, chooses a runtime and opens the app. */
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chooseRuntime, provideDisplay, remarkOnDisplay, switchesFor } from './runtime.ts';

const root = join(import.meta.dirname, '..');
const sources = ['src', 'resources', 'electron.vite.config.ts', 'package.json'];
const products = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/**
 * The modification time of the newest file at or under a path, in ms since the epoch; 0 if there is
 * none.
 */
function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path).reduce(
    (latest, name) => Math.max(latest, newest(join(path, name))),
    mtimeMs,
  );
}

function isBuilt(): boolean {
  const built = products.map((path) => join(root, path));
  if (!built.every((path) => existsSync(path))) return false;
  const oldest = Math.min(...built.map((path) => statSync(path).mtimeMs));
  return sources.every((path) => newest(join(root, path)) <= oldest);
}

function build(): void {
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

try {
  const runtime = await chooseRuntime();
  if (!isBuilt()) build();
  remarkOnDisplay();
  await provideDisplay(runtime);
  const app = spawn(
    runtime.executablePath,
    [...switchesFor(runtime), root, ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: { ...process.env, ...runtime.env },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Ctrl+C reaches both processes; the app decides when to end.
    process.on(signal, () => app.kill(signal));
  }
  app.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  app.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
