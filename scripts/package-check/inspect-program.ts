/** What must hold of the program's own folder, in every package. */
import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { extractAll, getRawHeader } from '@electron/asar';
import { getCurrentFuseWire, type FuseConfig } from '@electron/fuses';
import type { Findings } from './findings.ts';
import { everythingIn } from './tree.ts';

/** Bytes that our part of a package may have. */
export const maxAsarBytes = 10_000_000;

/** What the archive may hold, from its root. */
const allowed =
  /^(?:package\.json|out\/(?:main|preload|renderer)\/.+\.(?:(?:js|wasm)(?:\.br)?|cjs|css|html|woff)|resources\/(?:window-icon\.png|tray\/tray\w*(?:@2x)?\.(?:png|ico)|third-party-notices\.json))$/;

/** Files of the archive that are not built. The icons beside the clock come in more sizes. */
const needed = [
  'package.json',
  'resources/window-icon.png',
  'resources/third-party-notices.json',
  'resources/tray/tray.png',
  'resources/tray/trayBusy.ico',
  'resources/tray/trayTemplate.png',
];

/** The fuses of electron-builder.yml, by their numbers in the wire: 0 is off, 1 is on. */
const fuses: Readonly<Record<number, '0' | '1'>> = {
  0: '0',
  1: '1',
  2: '0',
  3: '0',
  4: '1',
  5: '1',
  7: '0',
};

async function inspectFuses(program: string, { expect }: Findings): Promise<void> {
  const wire: FuseConfig<number> = await getCurrentFuseWire(program);
  for (const [fuse, state] of Object.entries(fuses)) {
    const set = String.fromCodePoint(Number(wire[Number(fuse) as keyof typeof wire]));
    expect(set === state, `fuse ${fuse} is ${set} and not ${state}`);
  }
}

function inspectManifest(text: string, { expect }: Findings): void {
  const manifest = JSON.parse(text) as Readonly<Record<string, unknown>>;
  expect(manifest['desktopName'] === 'app.parley.Parley.desktop', 'its desktop name is lost');
  expect(manifest['productName'] === 'Parley', 'its product name is lost');
  for (const needless of ['scripts', 'devDependencies', 'dependencies', 'build']) {
    expect(!(needless in manifest), `package.json has ${needless}`);
  }
}

/**
 * Inspects the folder with Electron's executable, extracts our archive from it into `extracted` and
 * compares that with what was built in `root`. Returns the bytes of the archive.
 */
export async function inspectProgram(
  folder: string,
  { root, extracted }: { readonly root: string; readonly extracted: string },
  findings: Findings,
): Promise<number> {
  const { expect } = findings;
  const archive = join(folder, 'resources', 'app.asar');
  const { size } = statSync(archive);
  expect(size <= maxAsarBytes, `app.asar has ${size} bytes, more than ${maxAsarBytes}`);
  expect(!('unpacked' in getRawHeader(archive).header), 'parts are outside app.asar');
  extractAll(archive, extracted);
  const built = everythingIn(join(root, 'out')).filter((path) => statSync(path).isFile());
  const packed = everythingIn(extracted)
    .filter((path) => statSync(path).isFile())
    .map((path) => relative(extracted, path));
  for (const path of packed) expect(allowed.test(path), `${path} has no place in app.asar`);
  const names = new Set(packed);
  for (const path of built) {
    const name = relative(root, path);
    const isSame =
      names.has(name) && readFileSync(path).equals(readFileSync(join(extracted, name)));
    expect(isSame, `${name} is not what was built`);
  }
  const ours = packed.filter((name) => name.startsWith('out'));
  expect(ours.length === built.length, `${ours.length} files for ${built.length} built`);
  for (const name of needed) expect(names.has(name), `${name} is missing`);
  inspectManifest(readFileSync(join(extracted, 'package.json'), 'utf8'), findings);
  await inspectFuses(join(folder, 'parley'), findings);
  for (const notice of ['LICENSE.electron.txt', 'LICENSES.chromium.html']) {
    expect(statSync(join(folder, notice)).size > 0, `${notice} is empty`);
  }
  return size;
}
