import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkedPublisher } from './build.ts';
import type { Machine } from './electron-dist.ts';
import type { Findings } from './findings.ts';
import { inspectActions, inspectDesktopFile, inspectIcons } from './inspect-desktop.ts';
import { outputOf } from './programs.ts';

/** Debian's names for the machines. */
const architectures: Readonly<Record<Machine, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The profile that lets the sandbox work where systems forbid programs to make one. */
const appArmor =
  /^abi <abi\/4\.0>,\ninclude <tunables\/global>\n\nprofile "parley" "\/opt\/Parley\/parley" flags=\(unconfined\) \{\n {2}userns,\n/;

function inspectControl(file: string, machine: Machine, { expect }: Findings): void {
  const field = (name: string): string => outputOf('dpkg-deb', '--field', file, name).trim();
  const expected: Readonly<Record<string, string>> = {
    Package: 'parley',
    Architecture: architectures[machine],
    Maintainer: checkedPublisher.maintainer ?? '',
    Homepage: checkedPublisher.homepage ?? '',
  };
  for (const [name, value] of Object.entries(expected)) {
    expect(field(name) === value, `${name} is ${field(name)}`);
  }
  expect(field('Depends').includes('libgtk-3-0'), 'it does not name what Electron needs');
}

/** Owner and mode of every entry: nothing that others can write, nothing that runs as root. */
function inspectModes(file: string, { expect }: Findings): void {
  for (const line of outputOf('dpkg-deb', '--contents', file).trim().split('\n')) {
    const [mode = '', owner = ''] = line.split(/\s+/);
    expect(owner === 'root/root', `owner: ${line}`);
    expect(/^[-dl]rw[x-]r-[x-]r-[x-]$/.test(mode), `mode: ${line}`);
  }
}

/** Inspects a Debian package and unpacks it into `folder`. Returns the program's folder. */
export function inspectDeb(
  file: string,
  folder: string,
  machine: Machine,
  findings: Findings,
): string {
  const { expect } = findings;
  inspectControl(file, machine, findings);
  inspectModes(file, findings);
  outputOf('dpkg-deb', '--raw-extract', file, folder);
  const program = join(folder, 'opt', 'Parley');
  const resources = join(program, 'resources');
  const read = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8');
  const postinst = read(folder, 'DEBIAN', 'postinst');
  expect(postinst.includes("/etc/apparmor.d/parley'"), 'postinst installs no AppArmor profile');
  expect(read(folder, 'DEBIAN', 'postrm').includes('/etc/apparmor.d/'), 'postrm leaves one behind');
  expect(appArmor.test(read(resources, 'apparmor-profile')), 'its AppArmor profile is another');
  expect(read(resources, 'package-type') === 'deb', 'updates would take it for another package');
  const feed = read(resources, 'app-update.yml');
  expect(feed.includes(`url: ${checkedPublisher.updateFeed}`), 'it does not know its feed');
  const share = join(folder, 'usr', 'share');
  const desktop = join(share, 'applications', 'app.parley.Parley.desktop');
  inspectDesktopFile(desktop, '/opt/Parley/parley', findings);
  inspectActions(desktop, findings);
  inspectIcons(share, findings);
  return program;
}
