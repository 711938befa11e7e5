/** `npm run dev`: the app with hot reload, on the runtime that scripts/runtime.ts chooses. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { chooseRuntime, provideDisplay, switchesFor } from './runtime.ts';

const root = join(import.meta.dirname, '..');
const runtime = await chooseRuntime();
await provideDisplay(runtime);
const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const child = spawn(process.execPath, [vite, 'dev', '--watch'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    ...runtime.env,
    ...(switchesFor(runtime).includes('--no-sandbox') ? { NO_SANDBOX: '1' } : {}),
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
