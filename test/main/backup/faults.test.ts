import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBackup } from '../../../src/main/backup/create-backup.ts';
import { openBackup } from '../../../src/main/backup/read-backup.ts';
import { attackedFiles, type Fate } from '../store/attacked-files.ts';
import { idOf } from '../store/samples.ts';
import { newRoot, put } from '../store/support.ts';
import { filesIn, filledProgram, never, programOn, quiet } from './rig.ts';

const kinds = [
  'death',
  'death_half_way',
  'death_after',
  'ENOSPC',
  'EACCES',
  'EIO',
  'short',
] as const;

function fateOf(kind: (typeof kinds)[number]): Fate {
  if (kind === 'short' || kind.startsWith('death')) return { kind } as Fate;
  return { kind: 'error', code: kind };
}

describe('every system call of a backup and of a restore', () => {
  test.each(kinds)(
    '%s: what was there stays, and the backup is whole or not there',
    async (kind) => {
      const source = await filledProgram(newRoot());
      const before = filesIn(source.root);
      const older = await (async () => {
        const path = join(newRoot(), 'older.zip');
        await source.backUp(path);
        return fs.readFileSync(path);
      })();
      let calls = Number.POSITIVE_INFINITY;
      let number = 0;
      for (; number < calls; number += 1) {
        const folder = newRoot();
        const path = join(folder, 'backup.zip');
        put(path, older);
        const files = attackedFiles((call) =>
          call.number === number ? fateOf(kind) : { kind: 'works' },
        );
        const options = { files, root: source.root, path, unsaved: new Map(), version: '2' };
        await createBackup({
          ...options,
          now: Date.now,
          signal: never,
          onProgress: quiet,
        }).catch(() => null);
        if (number === 0) calls = files.calls.length + 1;
        // An older backup of the same name is replaced by a complete one, or stays.
        (await openBackup(path, never, quiet)).close();
      }
      expect(filesIn(source.root)).toEqual(before);
      console.log(`back up: ${kind} at each of ${calls - 1} calls`);
    },
    60_000,
  );

  test.each(kinds)(
    '%s in a restore: nothing that was there is lost, and trying again completes it',
    async (kind) => {
      const source = await filledProgram(newRoot());
      const path = join(newRoot(), 'backup.zip');
      await source.backUp(path);
      const whole = await source.conversations.get(idOf(2));
      let calls = Number.POSITIVE_INFINITY;
      let number = 0;
      for (; number < calls; number += 1) {
        const root = newRoot();
        const first = await programOn(root);
        const mine = await first.conversations.create();
        await first.store.conversations.flush();
        let begun = Number.POSITIVE_INFINITY;
        const files = attackedFiles((call) =>
          call.number - begun === number ? fateOf(kind) : { kind: 'works' },
        );
        const program = await programOn(root, files);
        begun = files.calls.length;
        // A dead program never answers; a live one reports the failure.
        const outcome = program.restore(path, 'merge').catch(() => null);
        const gone = new Promise<null>((resolve) => setTimeout(() => resolve(null), 1500));
        const report = kind.startsWith('death')
          ? await Promise.race([outcome, gone])
          : await outcome;
        if (number === 0) calls = files.calls.length - begun + 1;
        if (report !== null && number > 0 && report.failed === 0 && !kind.startsWith('death')) {
          expect(program.conversations.heads()).toHaveLength(3);
        }
        const next = await programOn(root);
        expect(next.notices, `${kind} at ${number}`).toEqual([]);
        expect(next.conversations.heads().map(({ id }) => id)).toContain(mine.id);
        expect(await next.restore(path, 'merge')).toMatchObject({ failed: 0 });
        expect(await next.conversations.get(idOf(2))).toEqual(whole);
      }
      console.log(`restore: ${kind} at each of ${calls - 1} calls`);
    },
    120_000,
  );
});
