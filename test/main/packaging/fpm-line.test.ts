import { describe, expect, it } from 'vitest';
import { debControl } from '../../../scripts/package-check/deb-control.ts';
import { readFpmLine } from '../../../scripts/package-check/fpm-line.ts';

/** As electron-builder 26.17 writes it. */
const line = [
  ['-s', 'dir', '--force', '-t', 'deb', '-d', 'libgtk-3-0', '-d', 'libnss3'],
  ['--deb-recommends', 'libappindicator3-1', '--deb-compression', 'xz'],
  ['--architecture', 'amd64', '--after-install', '/t/in', '--after-remove', '/t/out'],
  ['--description', '\n A chat', '--version', '1.2.3', '--package', '/d/p.deb'],
  ['--name', 'parley', '--maintainer', 'P <p@p.example>', '--vendor', 'P <p@p.example>'],
  ['--url', 'https://p.example', '--deb-priority', 'optional'],
  ['/d/linux-unpacked/=/opt/Parley', '/i=16.png=/usr/share/icons/parley.png'],
].flat();

describe('the stand-in for fpm', () => {
  it('understands what electron-builder says', () => {
    const read = readFpmLine(line);
    expect(read).toMatchObject({ type: 'deb', compression: 'xz', output: '/d/p.deb' });
    expect(read.contents).toEqual([
      { from: '/d/linux-unpacked/', to: '/opt/Parley' },
      { from: '/i=16.png', to: '/usr/share/icons/parley.png' },
    ]);
    expect(debControl(read, 7)).toBe(`Package: parley
Version: 1.2.3
Architecture: amd64
Maintainer: P <p@p.example>
Installed-Size: 7
Depends: libgtk-3-0, libnss3
Recommends: libappindicator3-1
Section: default
Priority: optional
Homepage: https://p.example
Description: A chat
`);
  });

  it.each([
    [[...line, '--deb-user', 'nobody']],
    [line.filter((argument) => argument !== '--url' && argument !== 'https://p.example')],
    [line.map((argument) => (argument === 'deb' ? 'pacman' : argument))],
  ])('refuses what it does not understand', (args) => {
    expect(() => readFpmLine(args)).toThrow(/^fpm: /);
  });
});
