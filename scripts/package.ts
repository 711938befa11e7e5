/**
 * `npm run package`: builds the app and makes an installer for this system, in `dist/`. With
 * `PARLEY_RELEASE=1` it is signed, or fails; any other is named unsigned.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packagingConfig } from './packaging-config.ts';

const root = join(import.meta.dirname, '..');

function run(...command: readonly string[]): void {
  const { status, error } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

const modules = join(root, 'node_modules');
const config = packagingConfig(process.env);
run(join(modules, 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn');
run(join(root, 'scripts', 'notices.ts'), '--check');
run(join(modules, 'electron-builder', 'cli.js'), '--config', config, ...process.argv.slice(2));
