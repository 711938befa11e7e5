import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishedConfig } from '../packaging-config.ts';
import type { Publisher } from '../publisher.ts';
import { makeElectronDist, type Machine } from './electron-dist.ts';
import { makeShims } from './shims.ts';

/** The publisher that packages are made for in the check: all is filled in. */
export const checkedPublisher: Publisher = {
  homepage: 'https://parley.example/',
  maintainer: 'Parley <parley@parley.example>',
  securityContact: 'security@parley.example',
  updateFeed: 'https://updates.parley.example/',
  updateKeys: [Buffer.alloc(32, 1).toString('base64')],
};

/** Packages to make. */
export interface PackageBuild {
  readonly root: string;
  /** An empty folder for everything that this makes. */
  readonly work: string;
  readonly machine: Machine;
  readonly targets: readonly ('deb' | 'rpm' | 'AppImage')[];
  readonly electronVersion: string;
  /** The time of the build, in seconds. */
  readonly epoch: number;
}

/** Makes unsigned packages of what is in `out/`. Returns the folder they are in. */
export function buildPackages(build: PackageBuild): string {
  const { root, work, machine, targets, electronVersion, epoch } = build;
  const dist = join(work, 'electron');
  const output = join(work, 'dist');
  mkdirSync(work, { recursive: true });
  makeElectronDist(dist, machine, electronVersion);
  const config = join(work, 'electron-builder.json');
  const published = publishedConfig({}, checkedPublisher);
  writeFileSync(
    config,
    JSON.stringify({ ...published, electronDist: dist, directories: { output } }),
  );
  const builder = fileURLToPath(import.meta.resolve('electron-builder/cli.js'));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [builder, '--linux', ...targets, `--${machine}`, '--publish', 'never', '--config', config],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...makeShims(join(work, 'shims')),
        SOURCE_DATE_EPOCH: String(epoch),
        TMPDIR: work,
      },
    },
  );
  if (status !== 0) throw new Error(`electron-builder failed:\n${stdout}\n${stderr}`);
  return output;
}
