import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deleteAll, deleteAtNextStart } from '../../../src/main/backup/delete-all.ts';
import { readMark } from '../../../src/main/backup/versions/library-mark.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { newRoot } from '../store/support.ts';
import { filesIn, filledProgram } from './rig.ts';

async function filled(): Promise<string> {
  const root = newRoot();
  await filledProgram(root);
  fs.mkdirSync(join(root, 'backups'));
  fs.writeFileSync(join(root, 'backups', 'parley-manual-x.zip'), 'backup');
  fs.writeFileSync(join(root, 'library.sqlite-wal'), 'index');
  fs.writeFileSync(join(root, '.settings.json.1-2.tmp'), 'torso');
  // Neither of these is ours.
  fs.mkdirSync(join(root, 'Local Storage'));
  fs.writeFileSync(join(root, 'Local Storage', 'log'), 'chromium');
  fs.writeFileSync(join(root, 'thesis.txt'), 'mine');
  await deleteAtNextStart(nodeFileSystem, root, '1.0.0');
  return root;
}

const others = { 'Local Storage/log': 'chromium', 'thesis.txt': 'mine' };

test('nothing of Parley is left, and nothing else is touched', async () => {
  const root = await filled();
  expect(await readMark(nodeFileSystem, root)).toMatchObject({ deleting: true });
  expect(Object.keys(filesIn(root)).length).toBeGreaterThan(8);
  await deleteAll(root, root);
  expect(filesIn(root)).toEqual(others);
});

test('what was left behind by a move goes, too', async () => {
  const root = await filled();
  const first = await filled();
  fs.writeFileSync(join(first, 'data-folder.json'), JSON.stringify({ folder: root }));
  await deleteAll(root, first);
  expect(filesIn(root)).toEqual(others);
  expect(filesIn(first)).toEqual(others);
});

test('links in the folder are removed, and not what they lead to', async () => {
  const root = await filled();
  const elsewhere = newRoot();
  fs.writeFileSync(join(elsewhere, 'precious'), 'kept');
  fs.rmSync(join(root, 'trash'), { recursive: true });
  fs.symlinkSync(elsewhere, join(root, 'trash'));
  await deleteAll(root, root);
  expect(filesIn(elsewhere)).toEqual({ precious: 'kept' });
  expect(fs.existsSync(join(root, 'trash'))).toBe(false);
});

test('what cannot be deleted keeps nothing else, and no later start deletes what is new', async () => {
  const root = await filled();
  // The folder before it cannot be looked into.
  await expect(deleteAll(root, join(root, 'thesis.txt'))).rejects.toThrow('ENOTDIR');
  expect(filesIn(root)).toEqual(others);
  expect(await readMark(nodeFileSystem, root)).toBeNull();
});

test('a start that died in the middle is followed by one that goes on', async () => {
  const root = await filled();
  const done = deleteAll(root, root);
  expect(await readMark(nodeFileSystem, root)).toMatchObject({ deleting: true });
  await done;
  expect(filesIn(root)).toEqual(others);
});
