import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  makeUpdateList,
  newKeys,
  packageOf,
  privateKeyOf,
  type SignedRelease,
} from '../../../scripts/release/update-list.ts';
import { readSignedList } from '../../../src/main/updates/signature.ts';
import { appImage, newFolder } from '../updates/rig.ts';

const { publicKey, privateKey } = newKeys();

function releaseOf(folder: string, change: Partial<SignedRelease> = {}): SignedRelease {
  return {
    folder,
    version: '1.1.0',
    notes: 'Faster.',
    rollout: 20,
    issuedAt: '2026-11-20T12:00:00.000Z',
    keys: [privateKeyOf(privateKey)],
    trusted: [publicKey],
    ...change,
  };
}

function packages(): string {
  const folder = newFolder();
  fs.writeFileSync(join(folder, 'Parley-linux-x86_64.AppImage'), appImage(62, 5000));
  fs.writeFileSync(join(folder, 'Parley-linux-arm64.AppImage'), appImage(183, 6000));
  fs.writeFileSync(join(folder, 'Parley-1.1.0-mac-x64.dmg'), 'no update');
  fs.writeFileSync(join(folder, 'latest-linux.yml'), 'version: 1.1.0');
  return folder;
}

test.each([
  ['Parley-1.0.0-win-arm64.exe', { kind: 'nsis', machine: 'arm64' }],
  ['Parley-1.0.0-mac-x64.zip', { kind: 'mac_zip', machine: 'x64' }],
  ['Parley-linux-x86_64-unsigned.AppImage', { kind: 'app_image', machine: 'x64' }],
  ['Parley-1.0.0-linux-amd64.deb', { kind: 'deb', machine: 'x64' }],
  ['Parley-1.0.0-linux-x86_64.rpm', null],
  ['Parley-1.0.0-mac-arm64.dmg', null],
  ['Parley-1.0.0-mac-arm64.zip.blockmap', null],
])('%s is %o', (name, found) => {
  expect(packageOf(name)).toEqual(found);
});

test('a list that is signed here is believed by the program, and names what is an update', async () => {
  const text = await makeUpdateList(releaseOf(packages()));
  const { version, rollout, notes, files } = readSignedList(text, [publicKey]);
  expect({ version, rollout, notes }).toEqual({ version: '1.1.0', rollout: 20, notes: 'Faster.' });
  expect(files.map(({ name, machine, size }) => [name, machine, size])).toEqual([
    ['Parley-linux-arm64.AppImage', 'arm64', 6000],
    ['Parley-linux-x86_64.AppImage', 'x64', 5000],
  ]);
});

test('what Parley would refuse is not signed', async () => {
  const folder = packages();
  await expect(makeUpdateList(releaseOf(folder, { trusted: [] }))).rejects.toThrow('updateKeys');
  await expect(makeUpdateList(releaseOf(folder, { rollout: 101 }))).rejects.toThrow();
  await expect(makeUpdateList(releaseOf(newFolder()))).rejects.toThrow('no package');
  fs.copyFileSync(
    join(folder, 'Parley-linux-x86_64.AppImage'),
    join(folder, 'Parley-linux-aarch64.AppImage'),
  );
  await expect(makeUpdateList(releaseOf(folder))).rejects.toMatchObject({
    error: { code: 'update_wrong_machine' },
  });
});

test('the script makes keys, and signs nothing without a feed', () => {
  const script = join(import.meta.dirname, '../../../scripts/release/sign.ts');
  const run = (...parameters: readonly string[]): string =>
    spawnSync(process.execPath, [script, ...parameters], { encoding: 'utf8' }).stdout;
  const [, made = ''] = /private.*: (\S+)$/m.exec(run('--new-key')) ?? [];
  expect(privateKeyOf(made).asymmetricKeyType).toBe('ed25519');
  expect(run(packages())).toContain('names no updateFeed');
});
