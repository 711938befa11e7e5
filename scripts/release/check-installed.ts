/**
 * Installs the package that was made for this system, and runs specs on the files in it. Changes the
 * machine, so it is for the machines of a workflow.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { installation } from './installation.ts';

const root = join(import.meta.dirname, '..', '..');
const dist = join(root, 'dist');

function run(program: string, parameters: readonly string[], environment = {}): void {
  const { status, error } = spawnSync(program, parameters, {
    cwd: root,
    stdio: 'inherit',
    shell: program === 'npx' && process.platform === 'win32',
    env: { ...process.env, ...environment },
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
}

const { commands, resources } = installation(process.platform, readdirSync(dist), {
  dist,
  home: process.env['LOCALAPPDATA'] ?? '',
});
for (const [program = '', ...parameters] of commands) run(program, parameters);
const extracted = mkdtempSync(join(tmpdir(), 'parley-installed-'));
extractAll(join(resources, 'app.asar'), extracted);
const specs = ['first-run', 'links', 'attachments', 'diagrams', 'library-search', 'versions'];
run('npx', ['playwright', 'test', ...specs.map((name) => `test/e2e/${name}.spec.ts`)], {
  PARLEY_TEST_APP: extracted,
});
