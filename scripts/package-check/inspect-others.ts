/** What must hold of AppImages, RPM packages and the list of updates. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readSignedList } from '../../src/main/updates/signature.ts';
import { makeUpdateList, newKeys, privateKeyOf } from '../release/update-list.ts';
import type { Findings } from './findings.ts';
import { inspectDesktopFile, inspectIcons } from './inspect-desktop.ts';
import { outputOf } from './programs.ts';
import { standInRuntime } from './shims.ts';

/** Inspects an AppImage and unpacks it into `folder`. Returns the program's folder. */
export function inspectAppImage(file: string, folder: string, findings: Findings): string {
  const { expect } = findings;
  const offset = String(standInRuntime.length);
  outputOf('unsquashfs', '-quiet', '-no-progress', '-offset', offset, '-dest', folder, file);
  expect(!/\d\.\d/.test(file.split('/').at(-1) ?? ''), 'its name has a version');
  const start = readFileSync(join(folder, 'AppRun'), 'utf8');
  expect(start.includes('unshare -Ur true'), 'it starts without a sandbox where one can be made');
  expect(!existsSync(join(folder, 'resources', 'package-type')), 'it says it is another package');
  expect(existsSync(join(folder, '.DirIcon')), 'it has no picture');
  inspectDesktopFile(join(folder, 'app.parley.Parley.desktop'), 'AppRun', findings);
  inspectIcons(join(folder, 'usr', 'share'), findings);
  return folder;
}

/** Inspects what an RPM package says of itself and what it holds. */
export function inspectRpm(file: string, { expect }: Findings): void {
  const [name, architecture] = outputOf('rpm', '-qp', '--qf', '%{NAME} %{ARCH}', file).split(' ');
  expect(name === 'parley' && architecture === 'x86_64', `it is ${name} for ${architecture}`);
  const files = outputOf('rpm', '-qpl', file).split('\n');
  for (const path of [
    '/opt/Parley/resources/app.asar',
    '/usr/share/applications/app.parley.Parley.desktop',
    '/usr/share/icons/hicolor/512x512/apps/parley.png',
  ]) {
    expect(files.includes(path), `${path} is missing`);
  }
  const scripts = outputOf('rpm', '-qp', '--scripts', file);
  expect(scripts.includes('/etc/apparmor.d/parley'), 'it installs no AppArmor profile');
}

/** Signs the packages as a publisher does, and reads the list as Parley does. */
async function inspectSignedList(
  folder: string,
  version: string,
  { expect }: Findings,
): Promise<void> {
  const { publicKey, privateKey } = newKeys();
  const text = await makeUpdateList({
    folder,
    version,
    notes: '',
    rollout: 100,
    issuedAt: new Date().toISOString(),
    keys: [privateKeyOf(privateKey)],
    trusted: [publicKey],
  });
  const { files } = readSignedList(text, [publicKey]);
  for (const name of readdirSync(folder).filter((name) => /\.(?:AppImage|deb)$/.test(name))) {
    const sha512 = createHash('sha512')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
    const isThere = files.some((file) => file.name === name && file.sha512 === sha512);
    expect(isThere, `the signed list has another ${name}`);
  }
}

/** Inspects what names the packages, with size and hash: our signed list, and electron-builder's. */
export async function inspectUpdateLists(
  folder: string,
  version: string,
  findings: Findings,
): Promise<void> {
  const { expect } = findings;
  await inspectSignedList(folder, version, findings);
  const lists = readdirSync(folder).filter((name) => /^latest.*\.yml$/.test(name));
  expect(lists.length > 0, 'there is no list of updates');
  const text = lists.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  for (const name of readdirSync(folder).filter((name) => /\.(?:AppImage|deb|rpm)$/.test(name))) {
    const file = join(folder, name);
    const hash = createHash('sha512').update(readFileSync(file)).digest('base64');
    const at = text.indexOf(`url: ${name}\n    sha512: ${hash}\n    size: ${statSync(file).size}`);
    expect(at >= 0, `the list of updates has another ${name}`);
  }
}
