import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startAutomaticBackup } from '../../../src/main/backup/automatic.ts';
import {
  backupName,
  findBackups,
  freeBackupName,
  rotateBackups,
} from '../../../src/main/backup/backup-folder.ts';
import { findDataPlace, setDataPlace } from '../../../src/main/backup/data-place.ts';
import { copyDataFolder } from '../../../src/main/backup/move-folder.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { attackedFiles } from '../store/attacked-files.ts';
import { manualTime } from '../store/manual-time.ts';
import { idOf } from '../store/samples.ts';
import { newRoot, put } from '../store/support.ts';
import { filesIn, filledProgram, never, programOn, quiet } from './rig.ts';

test('moving copies everything, keys too, compares it, and takes the last changes along', async () => {
  const program = await filledProgram(newRoot());
  const to = join(newRoot(), 'new place');
  const { conversations, store } = program;
  const copied = await copyDataFolder({
    files: nodeFileSystem,
    from: program.root,
    to,
    flush: () => store.conversations.flush(),
    signal: never,
    onProgress: quiet,
  });
  expect(filesIn(to)).toEqual(filesIn(program.root));
  expect(copied.report.files).toBe(Object.keys(filesIn(to)).length);
  const { id } = await conversations.create();
  await conversations.remove(idOf(1));
  await copied.catchUp();
  expect(filesIn(to)).toEqual(filesIn(program.root));
  const moved = await programOn(to);
  expect(moved.notices).toEqual([]);
  expect(
    moved.conversations
      .heads()
      .map((head) => head.id)
      .sort(),
  ).toEqual([idOf(2), id].sort());
});

test.each(['inside', 'same', 'not empty'])('a new place that is %s is refused', async (kind) => {
  const program = await filledProgram(newRoot());
  const other = newRoot();
  put(join(other, 'mine.txt'), 'x');
  const to =
    { inside: join(program.root, 'x'), same: program.root, 'not empty': other }[kind] ?? '';
  const flush = (): Promise<void> => Promise.resolve();
  const options = { files: nodeFileSystem, from: program.root, to, flush, onProgress: quiet };
  await expect(copyDataFolder({ ...options, signal: never })).rejects.toMatchObject({
    error: { kind: 'invalid' },
  });
});

test.each(['ENOSPC', 'EIO', 'EACCES', 'short', 'death', 'death_half_way', 'death_after'] as const)(
  '%s at each system call of a move: the old place stays whole, and no half copy counts',
  async (kind) => {
    const program = await filledProgram(newRoot());
    const before = filesIn(program.root);
    let calls = Number.POSITIVE_INFINITY;
    let number = 0;
    for (; number < calls; number += 1) {
      const to = join(newRoot(), 'to');
      const files = attackedFiles((call) => {
        if (call.number !== number) return { kind: 'works' };
        return kind === 'short' || kind.startsWith('death')
          ? ({ kind } as { readonly kind: 'death' })
          : { kind: 'error', code: kind };
      });
      const flush = (): Promise<void> => Promise.resolve();
      const options = { files, from: program.root, to, flush, signal: never, onProgress: quiet };
      const report = await copyDataFolder(options).catch(() => null);
      if (number === 0) calls = files.calls.length + 1;
      expect(filesIn(program.root)).toEqual(before);
      if (report !== null) expect(filesIn(to)).toEqual(before);
      else if (!kind.startsWith('death')) expect(filesIn(to), `at ${number}`).toEqual({});
    }
    console.log(`move: ${kind} at each of ${calls - 1} calls`);
  },
  60_000,
);

test('the place of moved data is found again, and a missing one is told from none', async () => {
  const first = newRoot();
  expect(findDataPlace(first)).toEqual({ kind: 'here' });
  const folder = newRoot();
  await setDataPlace(nodeFileSystem, first, folder);
  expect(findDataPlace(first)).toEqual({ kind: 'moved', folder });
  fs.rmSync(folder, { recursive: true });
  expect(findDataPlace(first)).toEqual({ kind: 'missing', folder });
  put(join(first, 'data-folder.json'), '{"folder":"relative"}');
  expect(findDataPlace(first)).toEqual({ kind: 'here' });
  put(join(first, 'data-folder.json'), '{"fol');
  expect(findDataPlace(first)).toEqual({ kind: 'here' });
});

test('backups are listed newest first, also within one second and under names of earlier versions', async () => {
  const folder = newRoot();
  const now = Date.UTC(2026, 10, 29, 7, 30, 5, 100);
  const names = [
    'parley-before-restore-2026-11-29T07-30-05Z.zip',
    'parley-manual-2026-11-29T07-30-05Z.zip',
    backupName('manual', now),
  ];
  for (const [index, name] of names.entries()) {
    put(join(folder, name), 'PK');
    const seconds = now / 1000 + index;
    fs.utimesSync(join(folder, name), seconds, seconds);
  }
  names.push(await freeBackupName(nodeFileSystem, folder, 'manual', now));
  put(join(folder, names.at(-1) ?? ''), 'PK');
  const found = await findBackups(nodeFileSystem, folder);
  expect(found.map(({ name }) => name)).toEqual(names.toReversed());
  expect(found.map(({ createdAt }) => createdAt.slice(-7))).toEqual([
    '05.101Z',
    '05.100Z',
    '05.000Z',
    '05.000Z',
  ]);
});

test('a backup a day is made, the last seven are kept, and those of the person are left alone', async () => {
  const folder = newRoot();
  const time = manualTime();
  const manual = join(folder, backupName('manual', time.now() - 1e9));
  put(manual, 'PK');
  put(join(folder, 'holiday.zip'), 'mine');
  let failures = 0;
  let works = true;
  let waiting = false;
  const stop = startAutomaticBackup({
    timers: {
      ...time,
      after(ms, callback) {
        waiting = true;
        return time.after(ms, () => {
          waiting = false;
          callback();
        });
      },
    },
    now: () => time.now(),
    prune: () => Promise.resolve(),
    isWanted: () => true,
    hasContent: () => true,
    async newest() {
      const found = await findBackups(nodeFileSystem, folder);
      return found.find(({ reason }) => reason === 'automatic') ?? null;
    },
    async backUp() {
      if (!works) throw new Error('full');
      put(join(folder, backupName('automatic', time.now())), 'PK');
      await rotateBackups(nodeFileSystem, folder, 'automatic');
    },
    onFailure: () => {
      failures += 1;
    },
  });
  const hour = 60 * 60 * 1000;
  const pass = async (hours: number): Promise<void> => {
    for (let count = 0; count < hours; count += 1) {
      await time.pass(hour);
      // The next check starts only when this one is done, even on a slow machine.
      await expect.poll(() => waiting, { interval: 1, timeout: 20_000 }).toBe(true);
    }
  };
  await pass(24 * 3);
  expect(fs.readdirSync(folder)).toHaveLength(3 + 2);
  await pass(24 * 10);
  const names = fs.readdirSync(folder);
  expect(names.filter((name) => name.includes('automatic'))).toHaveLength(7);
  expect(fs.existsSync(manual)).toBe(true);
  expect(names).toContain('holiday.zip');
  works = false;
  await pass(30);
  expect(failures).toBeGreaterThan(3);
  stop();
});
