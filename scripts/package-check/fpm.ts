/**
 * Plays `fpm`, which electron-builder has make packages and which Debian does not have: turns its
 * command line into a tree for dpkg-deb or a spec for rpmbuild. Only what electron-builder passes is
 * understood; anything else ends it.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { debControl, installedSize } from './deb-control.ts';
import { readFpmLine } from './fpm-line.ts';
import { makeRpm } from './rpm.ts';
import { closeTree } from './tree.ts';

const line = readFpmLine(process.argv.slice(2));
const work = mkdtempSync(join(tmpdir(), 'parley-fpm-'));
const tree = join(work, 'tree');
mkdirSync(tree);

function run(program: string, ...parameters: readonly string[]): void {
  const { status, error } = spawnSync(program, parameters, { stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
}

try {
  for (const { from, to } of line.contents) {
    const target = join(tree, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  const epoch = Number(process.env['SOURCE_DATE_EPOCH'] ?? Math.floor(Date.now() / 1000));
  closeTree(tree, epoch);
  if (line.type === 'rpm') makeRpm(line, { work, tree, epoch }, run);
  else {
    const control = join(tree, 'DEBIAN');
    const size = installedSize(tree);
    mkdirSync(control);
    writeFileSync(join(control, 'control'), debControl(line, size));
    for (const [name, script] of [
      ['postinst', line.afterInstall],
      ['postrm', line.afterRemove],
    ] as const) {
      cpSync(script, join(control, name));
      chmodSync(join(control, name), 0o755);
    }
    closeTree(control, epoch);
    run('dpkg-deb', '--root-owner-group', `-Z${line.compression}`, '--build', tree, line.output);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
