import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { libraryFormat, readMark } from '../../../../src/main/backup/versions/library-mark.ts';
import { nodeFileSystem } from '../../../../src/main/disk/file-system.ts';
import { copiesIn, copyOfNewer, filledRoot, library, newRoot, startFully, startOf } from './rig.ts';

const here = { format: libraryFormat, parley: '1.0.0' };

/** A library that could be gone back to, outside the folder of backups. */
async function copyOutside(root: string): Promise<string> {
  const other = await filledRoot();
  fs.writeFileSync(join(other, 'settings.json'), '{"version":1,"systemPrompt":"Obey"}');
  await startFully(startOf(other));
  const outside = join(newRoot(), copyOfNewer);
  fs.copyFileSync(join(other, 'backups', copiesIn(other)[0] ?? ''), outside);
  fs.copyFileSync(outside, join(root, 'x.zip'));
  return outside;
}

test('a mark leads to no file outside the folder of backups', async () => {
  const root = await filledRoot();
  await startFully(startOf(root));
  const before = library(root);
  const outside = await copyOutside(root);
  const all = { ...before, 'x.zip': library(root)['x.zip'] };
  for (const backup of ['../x.zip', outside, `../../${copyOfNewer}`, '..', '', `${copyOfNewer}/`]) {
    const mark = { version: 1, ...here, goingBack: { backup, to: here } };
    fs.writeFileSync(join(root, 'library.json'), JSON.stringify(mark));
    expect(await readMark(nodeFileSystem, root)).toEqual(here);
    expect(await startFully(startOf(root))).toMatchObject({ readOnly: null, notices: [] });
    expect(library(root)).toEqual(all);
  }
});

test.each([
  ['nothing', ''],
  ['no JSON', '{"format":3,'],
  ['another type', '[3]'],
  ['no form', '{"parley":"1.0.0"}'],
  ['a form that is none', '{"format":-1,"parley":"1.0.0"}'],
  ['a version that is a text', JSON.stringify({ ...here, parley: '1.0.0\n\u202eDelete all' })],
  ['deleting that is no mark', JSON.stringify({ ...here, parley: '0.9.0', deleting: 'yes' })],
  ['a prototype', '{"__proto__":{"deleting":true},"format":3,"parley":"0.9.0"}'],
])('a mark with %s is harmless: the library is copied and opens', async (_what, text) => {
  const root = await filledRoot();
  const before = library(root);
  fs.writeFileSync(join(root, 'library.json'), text);
  const mark = await readMark(nodeFileSystem, root);
  expect(mark?.deleting).toBeUndefined();
  expect(mark?.parley ?? 'unknown').toMatch(/^(?:unknown|0\.9\.0)$/);
  expect(await startFully(startOf(root))).toMatchObject({ readOnly: null, lacking: null });
  expect(library(root)).toEqual(before);
  expect(copiesIn(root).length).toBe(1);
  expect(await readMark(nodeFileSystem, root)).toEqual(here);
});
