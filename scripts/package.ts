/**
 * `npm run package`: builds the app and creates an installer for this system in `dist/`. With
 * `PARLEY_RELEASE=1` it is signed, or the command fails; any other installer is named unsigned.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagingConfig } from './packaging-config.ts';

const root = join(import.meta.dirname, '..');

function run(...command: readonly string[]): void {
  const { status, error } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

const config = packagingConfig(process.env);
const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const builder = fileURLToPath(import.meta.resolve('electron-builder/cli.js'));
run(vite, 'build', '--logLevel', 'warn');
run(join(root, 'scripts', 'notices.ts'), '--check');
run(builder, '--config', config, ...process.argv.slice(2));
