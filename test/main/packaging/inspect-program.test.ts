import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { afterEach, describe, expect, it } from 'vitest';
import { makeElectronDist } from '../../../scripts/package-check/electron-dist.ts';
import { createFindings } from '../../../scripts/package-check/findings.ts';
import { inspectProgram } from '../../../scripts/package-check/inspect-program.ts';
import { removeFolder, scratchFolder } from '../../scratch.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach(removeFolder));

/** A program as it is unpacked from a package, made of a project with a single built file. */
async function inspect(change: (packed: string) => void): Promise<readonly string[]> {
  const work = mkdtempSync(join(scratchFolder(), 'parley-program-'));
  folders.push(work);
  const root = join(work, 'project');
  const packed = join(work, 'packed');
  const program = join(work, 'program');
  makeElectronDist(program, 'x64', '45.4.1');
  cpSync(join(program, 'electron'), join(program, 'parley'));
  for (const folder of [join(root, 'out/main'), join(packed, 'resources')]) {
    mkdirSync(folder, { recursive: true });
  }
  writeFileSync(join(program, 'LICENSE.electron.txt'), 'licence');
  writeFileSync(join(root, 'out/main/index.js'), 'start();');
  cpSync(join(root, 'out'), join(packed, 'out'), { recursive: true });
  writeFileSync(join(packed, 'resources/window-icon.png'), 'picture');
  writeFileSync(join(packed, 'resources/third-party-notices.json'), '{}');
  mkdirSync(join(packed, 'resources/tray'));
  for (const name of ['tray.png', 'trayBusy.ico', 'trayTemplate.png']) {
    writeFileSync(join(packed, 'resources/tray', name), 'picture');
  }
  const manifest = { productName: 'Parley', desktopName: 'app.parley.Parley.desktop' };
  writeFileSync(join(packed, 'package.json'), JSON.stringify(manifest));
  change(packed);
  await createPackage(packed, join(program, 'resources', 'app.asar'));
  const findings = createFindings('deb');
  await inspectProgram(program, { root, extracted: join(work, 'extracted') }, findings);
  return findings.problems();
}

/** The fuses as Electron ships them, which no package may have. */
const shipped = /^deb: fuse \d is [01] and not [01]$/;

describe('the look into a package', () => {
  it('finds fuses that nobody has set, and nothing else in a good one', async () => {
    const problems = await inspect(() => undefined);
    expect(problems.length).toBe(7);
    for (const problem of problems) expect(problem).toMatch(shipped);
  });

  it.each([
    ['a source', 'out/main/index.ts', 'out/main/index.ts has no place in app.asar'],
    ['a map', 'out/main/index.js.map', 'out/main/index.js.map has no place in app.asar'],
    ['a test', 'test/a.js', 'test/a.js has no place in app.asar'],
    ['another byte', 'out/main/index.js', 'out/main/index.js is not what was built'],
    ['another name', 'package.json', 'its desktop name is lost'],
  ])('finds %s', async (_what, name, problem) => {
    const problems = await inspect((packed) => {
      mkdirSync(join(packed, name, '..'), { recursive: true });
      writeFileSync(join(packed, name), '{"productName":"Parley"}');
    });
    expect(problems).toContain(`deb: ${problem}`);
  });
});
