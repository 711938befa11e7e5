import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { byArea, notesOf } from '../../../scripts/release/changelog.ts';
import { installation } from '../../../scripts/release/installation.ts';
import { isReleaseBuild } from '../../../scripts/release/is-release-build.ts';
import { removeFolder } from '../../scratch.ts';

const root = join(import.meta.dirname, '../../..');
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeFolder));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-release-'));
  folders.push(folder);
  return folder;
}

describe('a workflow', () => {
  it.each([
    ['linux', undefined, [], true],
    ['darwin', 'a certificate', [], true],
    ['darwin', '', [], false],
    ['win32', undefined, [], false],
    ['linux', undefined, ['homepage'], false],
    ['win32', 'a certificate', ['maintainer'], false],
  ] as const)('on %s with %s, missing %o: release %s', (platform, certificate, missing, is) => {
    expect(isReleaseBuild({ platform, certificate, missing })).toBe(is);
  });

  it('says to the next steps what it decided', () => {
    const file = join(newFolder(), 'env');
    writeFileSync(file, '');
    const script = join(root, 'scripts/release/signing.ts');
    const env = { ...process.env, GITHUB_ENV: file, CSC_LINK: '' };
    const { status, stdout } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, 'Unsigned packages\n']);
    expect(readFileSync(file, 'utf8')).toBe('PARLEY_RELEASE=0\n');
  });

  it('installs the package of its system', () => {
    const names = ['Parley-1.0.0-linux-amd64.deb', 'Parley-1.0.0-win-arm64-unsigned.exe'];
    const more = [...names, 'Parley-1.0.0-mac-x64.zip', 'sbom.cdx.json'];
    const places = { dist: '/d', home: 'C:\\L' };
    expect(installation('linux', more, places)).toEqual({
      commands: [['sudo', 'apt-get', 'install', '-y', '/d/Parley-1.0.0-linux-amd64.deb']],
      resources: '/opt/Parley/resources',
    });
    expect(installation('win32', more, places).resources).toBe(
      'C:\\L\\Programs\\parley\\resources',
    );
    expect(installation('darwin', more, places).commands[0]).toContain(
      '/d/Parley-1.0.0-mac-x64.zip',
    );
    expect(() => installation('darwin', names, places)).toThrow('.zip');
  });

  it('gathers what the jobs have made, with checksums and notes', () => {
    const work = newFolder();
    for (const [path, content] of [
      ['linux-x64/Parley-1.0.0-linux-amd64.deb', 'deb'],
      ['linux-x64/latest-linux.yml', 'list'],
      ['linux-x64/sbom.cdx.json', '{}'],
      ['windows-arm64/latest.yml', 'arm list'],
      ['windows-x64/latest.yml', 'list'],
      ['windows-x64/sbom.cdx.json', '{}'],
    ] as const) {
      mkdirSync(join(work, 'packages', path, '..'), { recursive: true });
      writeFileSync(join(work, 'packages', path), content);
    }
    const script = join(root, 'scripts/release/gather.ts');
    const parameters = [script, 'packages', 'release'];
    const { status } = spawnSync(process.execPath, parameters, { cwd: work });
    expect(status).toBe(0);
    expect(readdirSync(join(work, 'release')).toSorted()).toEqual([
      'Parley-1.0.0-linux-amd64.deb',
      'Parley-linux-x64-sbom.cdx.json',
      'Parley-windows-x64-sbom.cdx.json',
      'SHA256SUMS',
      'latest-linux.yml',
      'latest-windows-arm64.yml',
      'latest-windows-x64.yml',
    ]);
    const sums = readFileSync(join(work, 'release', 'SHA256SUMS'), 'utf8')
      .trim()
      .split('\n');
    expect(sums.length).toBe(6);
    expect(sums).toContain(
      `${createHash('sha256').update('arm list').digest('hex')}  latest-windows-arm64.yml`,
    );
    expect(readFileSync(join(work, 'release-notes.md'), 'utf8')).toBe(notesOf(changelog, version));
  });
});

describe('the changelog', () => {
  it('has a part about the version that package.json names', () => {
    expect(notesOf(changelog, version).length).toBeGreaterThan(100);
    expect(() => notesOf(changelog, '0.0.7')).toThrow('0.0.7');
    expect(notesOf('# Changes\n\n## 2.0.0 – soon\n\nNew.\n\n## 1.0.0\n\nOld.\n', '1.0.0')).toBe(
      'Old.\n',
    );
  });

  it('is written from what came, by area', () => {
    expect(byArea(['b: one', 'a: two', 'without an area', 'b: three'])).toBe(
      'a\n  - two\nb\n  - one\n  - three\nother\n  - without an area\n',
    );
  });
});
