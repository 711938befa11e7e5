/** `npm run dev`: the app with hot reload, on the runtime that scripts/runtime.ts chooses. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { chooseRuntime, provideDisplay, remarkOnDisplay, switchesFor } from './runtime.ts';

const root = join(import.meta.dirname, '..');

try {
  const runtime = await chooseRuntime();
  remarkOnDisplay();
  await provideDisplay(runtime);
  const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const child = spawn(process.execPath, [vite, 'dev', '--watch', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...runtime.env,
      ...(switchesFor(runtime).includes('--no-sandbox') ? { NO_SANDBOX: '1' } : {}),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
