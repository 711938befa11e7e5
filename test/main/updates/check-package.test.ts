import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import * as fc from 'fast-check';
import { checkPackage } from '../../../src/main/updates/packages/check-package.ts';
import { readHeader } from '../../../src/main/updates/packages/machine-code.ts';
import { compareVersions, type UpdateFile } from '../../../src/main/updates/manifest.ts';
import { appImage, newFolder } from './rig.ts';

function pe(machine: number): Buffer {
  const bytes = Buffer.alloc(2000);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE\0\0', 0x80, 'latin1');
  bytes.writeUInt16LE(machine, 0x84);
  return bytes;
}

function machO(...machines: readonly number[]): Buffer {
  const bytes = Buffer.alloc(5000);
  const [first = 0] = machines;
  if (machines.length === 1) {
    bytes.writeUInt32LE(0xfeedfacf, 0);
    bytes.writeUInt32LE(first, 4);
    return bytes;
  }
  bytes.writeUInt32BE(0xcafebabe, 0);
  bytes.writeUInt32BE(machines.length, 4);
  machines.forEach((machine, index) => bytes.writeUInt32BE(machine, 8 + index * 20));
  return bytes;
}

const [machX64, machArm64] = [0x0100_0007, 0x0100_000c];

async function macZip(program: Buffer, path = 'Parley.app/Contents/MacOS/Parley'): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('../Versions/A'), 'Parley.app/Contents/Frameworks/Link', {
    mode: 0o120777,
  });
  zip.addBuffer(program, path, { mode: 0o100755 });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function check(bytes: Buffer, file: Pick<UpdateFile, 'kind' | 'machine'>): Promise<void> {
  const path = join(newFolder(), 'package');
  fs.writeFileSync(path, bytes);
  return checkPackage(path, file, '1.1.0');
}

const codeOf = (code: string) => ({ error: { code } });
const wrongMachine = codeOf('update_wrong_machine');
const otherKind = codeOf('update_other_kind');

test('a program says itself for which machine it is', async () => {
  await check(appImage(62, 5000), { kind: 'app_image', machine: 'x64' });
  await check(appImage(183, 5000), { kind: 'app_image', machine: 'arm64' });
  await check(pe(0x14c), { kind: 'nsis', machine: 'arm64' });
  await check(pe(0xaa64), { kind: 'nsis', machine: 'arm64' });
  await check(await macZip(machO(machX64)), { kind: 'mac_zip', machine: 'x64' });
  await check(await macZip(machO(machX64, machArm64)), { kind: 'mac_zip', machine: 'arm64' });
});

test.each<[string, () => Buffer | Promise<Buffer>, Pick<UpdateFile, 'kind' | 'machine'>, object]>([
  [
    'an AppImage for arm64',
    () => appImage(183, 5000),
    { kind: 'app_image', machine: 'x64' },
    wrongMachine,
  ],
  ['an installer for arm64', () => pe(0xaa64), { kind: 'nsis', machine: 'x64' }, wrongMachine],
  [
    'an app for arm64',
    () => macZip(machO(machArm64)),
    { kind: 'mac_zip', machine: 'x64' },
    wrongMachine,
  ],
  ['a machine nobody knows', () => pe(0x1234), { kind: 'nsis', machine: 'x64' }, wrongMachine],
  [
    'an AppImage for Windows',
    () => appImage(62, 5000),
    { kind: 'nsis', machine: 'x64' },
    otherKind,
  ],
  [
    'a program that is no AppImage',
    () => appImage(62, 5000).fill(0, 8, 11),
    { kind: 'app_image', machine: 'x64' },
    otherKind,
  ],
  [
    'another program in the zip',
    () => macZip(machO(machX64), 'Other.app/Contents/MacOS/Other'),
    { kind: 'mac_zip', machine: 'x64' },
    otherKind,
  ],
  ['no zip', () => Buffer.from('PK'), { kind: 'mac_zip', machine: 'x64' }, otherKind],
  ['no deb', () => Buffer.from('!<arch>\n'), { kind: 'deb', machine: 'x64' }, otherKind],
  ['nothing', () => Buffer.alloc(0), { kind: 'nsis', machine: 'x64' }, otherKind],
])('%s is refused', async (_what, make, file, error) => {
  await expect(check(await make(), file)).rejects.toMatchObject(error);
});

test('no bytes make the reader of headers throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('MZ', 'ELF', '\u00cf\u00fa\u00ed\u00fe', '\u00ca\u00fe\u00ba\u00be', ''),
      fc.uint8Array({ maxLength: 300 }),
      (start, rest) => {
        readHeader(Buffer.concat([Buffer.from(start, 'latin1'), rest]));
      },
    ),
    { numRuns: 200 },
  );
});

const hasDpkg = spawnSync('dpkg-deb', ['--version']).status === 0;

function deb(fields: Readonly<Record<string, string>>): Buffer {
  const folder = newFolder();
  fs.mkdirSync(join(folder, 'root/DEBIAN'), { recursive: true, mode: 0o755 });
  const control = {
    Package: 'parley',
    Version: '1.1.0',
    Architecture: 'amd64',
    Maintainer: 'A <a@b.example>',
    Description: 'x',
    ...fields,
  };
  const lines = Object.entries(control).map(([name, value]) => `${name}: ${value}\n`);
  fs.writeFileSync(join(folder, 'root/DEBIAN/control'), lines.join(''));
  const path = join(folder, 'parley.deb');
  spawnSync('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', join(folder, 'root'), path]);
  return fs.readFileSync(path);
}

test.runIf(hasDpkg)('a deb is read by the reader of Debian', async () => {
  await check(deb({}), { kind: 'deb', machine: 'x64' });
  await check(deb({ Architecture: 'arm64' }), { kind: 'deb', machine: 'arm64' });
  const x64 = { kind: 'deb', machine: 'x64' } as const;
  await expect(check(deb({ Architecture: 'arm64' }), x64)).rejects.toMatchObject(wrongMachine);
  await expect(check(deb({ Package: 'other' }), x64)).rejects.toMatchObject(otherKind);
  await expect(check(deb({ Version: '1.0.0' }), x64)).rejects.toMatchObject(otherKind);
});

test.each([
  ['1.0.0', '1.0.1', -1],
  ['1.10.0', '1.9.9', 1],
  ['2.0.0', '2.0.0', 0],
  ['1.1.0', '1.1.0-beta.1', 1],
  ['1.0.9', '1.1.0-beta.1', -1],
])('%s beside %s: %i', (one, other, sign) => {
  expect(Math.sign(compareVersions(one, other))).toBe(sign);
});
