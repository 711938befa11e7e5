import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pruneCopies, usableCopy } from '../../../../src/main/backup/versions/copies.ts';
import { libraryFormat, readMark } from '../../../../src/main/backup/versions/library-mark.ts';
import {
  copyInUse,
  goBack,
  prepareLibrary,
  type LibraryMigrations,
} from '../../../../src/main/backup/versions/prepare-library.ts';
import { nodeFileSystem } from '../../../../src/main/disk/file-system.ts';
import { attackedFiles } from '../../store/attacked-files.ts';
import { idOf } from '../../store/samples.ts';
import { filesIn, fullBackups, never } from '../rig.ts';
import {
  began,
  copiesIn,
  copyOfNewer,
  day,
  filledRoot,
  library,
  newerRoot,
  newRoot,
  next,
  startFully,
  startOf,
  toNext,
} from './rig.ts';

const ready = { readOnly: null, isCopyDue: false, notices: [], lacking: null };

describe('the first start of a version', () => {
  test('on an empty folder only marks it', async () => {
    const root = newRoot();
    expect(await startFully(startOf(root))).toEqual(ready);
    expect(await readMark(nodeFileSystem, root)).toEqual({
      format: libraryFormat,
      parley: '1.0.0',
    });
    expect(Object.keys(filesIn(root))).toEqual(['library.json']);
  });

  test('copies what is there, once', async () => {
    const root = await filledRoot();
    const before = library(root);
    // Nothing has to change, so the start waits for no copy.
    expect(await prepareLibrary(startOf(root))).toEqual({
      readOnly: null,
      isCopyDue: true,
      notices: [],
    });
    expect(copiesIn(root)).toEqual([]);
    expect(await copyInUse(startOf(root), never)).toBeNull();
    expect(copiesIn(root)).toEqual(['parley-before-update-2026-11-01T12-00-00.000Z.zip']);
    const after = filesIn(root);
    const files = attackedFiles(({ name }) =>
      ['read', 'open', 'close', 'facts'].includes(name)
        ? { kind: 'works' }
        : { kind: 'error', code: 'EROFS' },
    );
    await startFully(startOf(root, { files }));
    expect(files.calls.length).toBeLessThan(8);
    expect(filesIn(root)).toEqual(after);
    expect(library(root)).toEqual(before);
  });

  test('keeps two copies, for two weeks', async () => {
    const root = await filledRoot();
    for (const [index, version] of ['1.0.0', '1.1.0', '1.2.0'].entries()) {
      await startFully(startOf(root, { version, now: () => began + index * day }));
    }
    expect(copiesIn(root).map((name) => name.slice(21, 31))).toEqual(['2026-11-02', '2026-11-03']);
    await pruneCopies(nodeFileSystem, root, began + 15.5 * day);
    expect(copiesIn(root).map((name) => name.slice(21, 31))).toEqual(['2026-11-03']);
  });

  test('brings the library into its form', async () => {
    const root = await filledRoot();
    await startFully(startOf(root));
    const before = library(root);
    expect(await startFully(startOf(root, next))).toEqual(ready);
    expect(await readMark(nodeFileSystem, root)).toEqual({ format: 4, parley: '2.0.0' });
    const after = library(root);
    expect(after['prompts.json']).toBe('{"version":1}');
    expect(Object.keys(after).length).toBe(Object.keys(before).length + 1);
  });

  test('leaves everything as it was if that fails, and says why', async () => {
    const root = await filledRoot();
    await startFully(startOf(root));
    const before = library(root);
    const failing: LibraryMigrations = {
      [libraryFormat]: async (files, path) => {
        await toNext[libraryFormat]?.(files, path);
        throw Object.assign(new Error('no'), { code: 'ENOSPC' });
      },
    };
    const { readOnly, notices } = await prepareLibrary(
      startOf(root, { ...next, migrations: failing }),
    );
    expect(readOnly?.why).toMatchObject({ kind: 'not_updated', reason: { code: 'disk_refused' } });
    expect(notices).toMatchObject([{ news: { kind: 'brought_back' } }]);
    expect(library(root)).toEqual(before);
    // The older version goes on as if nothing had been.
    expect((await startFully(startOf(root))).readOnly).toBeNull();
  });

  test('that cannot copy, changes nothing if its form is another', async () => {
    const root = await filledRoot();
    await startFully(startOf(root));
    const before = library(root);
    const files = fullBackups();
    const { readOnly, notices } = await startFully(startOf(root, { ...next, files }));
    expect(readOnly?.why).toMatchObject({ kind: 'not_updated', reason: { code: 'disk_refused' } });
    expect(notices).toEqual([]);
    expect(library(root)).toEqual(before);
    // The next start tries again.
    await startFully(startOf(root, next));
    expect(copiesIn(root).length).toBe(2);
  });

  test('that cannot copy, starts if its form is the same, and tries again', async () => {
    const root = await filledRoot();
    const files = fullBackups();
    expect((await prepareLibrary(startOf(root, { files }))).isCopyDue).toBe(true);
    await expect(copyInUse(startOf(root, { files }), never)).rejects.toThrow('ENOSPC');
    expect(fs.readdirSync(join(root, 'backups'))).toEqual([]);
    expect(await startFully(startOf(root))).toMatchObject({ isCopyDue: true, lacking: null });
    expect(copiesIn(root).length).toBe(1);
  });

  test('says once which file it could not copy, and never goes back to such a copy', async () => {
    const root = await filledRoot();
    const bad = `conversations/${idOf(1)}.json`;
    const files = attackedFiles(({ path, name }) =>
      name === 'read' && path.endsWith(bad) ? { kind: 'error', code: 'EIO' } : { kind: 'works' },
    );
    const { lacking } = await startFully(startOf(root, { files }));
    expect(lacking?.news).toMatchObject({ kind: 'left_out_of_copy', file: bad, count: 1 });
    expect(copiesIn(root).length).toBe(1);
    expect(await startFully(startOf(root, { files }))).toEqual(ready);
    expect(await usableCopy(nodeFileSystem, root, libraryFormat)).toBeNull();
    // A change of the form does not begin without that file, and leaves no half copy.
    const changed = await startFully(startOf(root, { ...next, files }));
    expect(changed.readOnly?.why.kind).toBe('not_updated');
    expect(copiesIn(root).length).toBe(1);
  });

  test('stops copying when it is told to, and leaves nothing half done', async () => {
    const root = await filledRoot();
    const before = library(root);
    const ending = new AbortController();
    const files = attackedFiles(({ path, name }) => {
      if (name === 'read' && path.endsWith(`${idOf(2)}.json`)) ending.abort();
      return { kind: 'works' };
    });
    await expect(copyInUse(startOf(root, { files }), ending.signal)).rejects.toThrow('abort');
    expect(fs.readdirSync(join(root, 'backups'))).toEqual([]);
    expect(library(root)).toEqual(before);
    expect(await readMark(nodeFileSystem, root)).toBeNull();
  });

  test('that cannot say that it is complete, goes back at once and not later', async () => {
    const root = await filledRoot();
    await startFully(startOf(root));
    const before = library(root);
    let marks = 0;
    const files = attackedFiles(({ path, name }) => {
      if (name !== 'rename' || !path.includes('library.json')) return { kind: 'works' };
      marks += 1;
      return marks === 2 ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' };
    });
    const { readOnly, notices } = await startFully(startOf(root, { ...next, files }));
    expect(readOnly?.why.kind).toBe('not_updated');
    expect(notices).toMatchObject([{ news: { kind: 'brought_back' } }]);
    expect(library(root)).toEqual(before);
    expect((await readMark(nodeFileSystem, root))?.goingBack).toBeUndefined();
  });
});

describe('a library by a newer Parley', () => {
  test('is left as it is, and names the copy to go back to', async () => {
    const { root } = await newerRoot();
    const all = filesIn(root);
    expect(await startFully(startOf(root))).toEqual({
      readOnly: {
        why: { kind: 'by_newer', by: '2.0.0' },
        copy: {
          name: copyOfNewer,
          createdAt: '2026-11-02T12:00:00.000Z',
        },
      },
      isCopyDue: false,
      notices: [],
      lacking: null,
    });
    expect(filesIn(root)).toEqual(all);
  });

  test('goes back to the copy, and keeps what was newer in a backup', async () => {
    const { root, before, newer } = await newerRoot();
    const { readOnly } = await startFully(startOf(root));
    await goBack(startOf(root), readOnly?.copy?.name ?? '');
    const back = await startFully(startOf(root));
    expect(back).toMatchObject({ readOnly: null, notices: [{ news: { kind: 'brought_back' } }] });
    expect(library(root)).toEqual(before);
    const kept = fs
      .readdirSync(join(root, 'backups'))
      .filter((name) => name.startsWith('parley-before-restore-'));
    expect(kept.length).toBe(1);
    // The newer one can have it again.
    await goBack(startOf(root, next), kept[0] ?? '');
    await startFully(startOf(root, next));
    expect(library(root)).toEqual(newer);
  });

  test('goes nowhere if the copy is gone or damaged', async () => {
    const { root } = await newerRoot();
    const copy = copiesIn(root)[1] ?? '';
    const path = join(root, 'backups', copy);
    const whole = fs.readFileSync(path);
    const torn = Buffer.from(whole).fill(0, 100, 200);
    const mark = await readMark(nodeFileSystem, root);
    fs.writeFileSync(path, torn);
    await expect(goBack(startOf(root), copy)).rejects.toMatchObject({
      error: { code: 'backup_file_changed' },
    });
    await expect(goBack(startOf(root), `../backups/${copy}`)).rejects.toMatchObject({
      error: { code: 'backup_gone' },
    });
    expect(await readMark(nodeFileSystem, root)).toEqual(mark);
    fs.writeFileSync(path, whole);
    await goBack(startOf(root), copy);
    const newer = library(root);
    fs.writeFileSync(path, torn);
    const damaged = await startFully(startOf(root));
    expect(damaged.readOnly?.why.kind).toBe('not_updated');
    fs.unlinkSync(path);
    // It is not pruned while it is needed, but a person may delete it.
    const gone = await startFully(startOf(root));
    expect(gone.readOnly?.why).toMatchObject({ reason: { code: 'backup_gone' } });
    // Another copy is a way out.
    expect(gone.readOnly?.copy?.name).toBe(copiesIn(root)[0]);
    expect(library(root)).toEqual(newer);
  });

  test('stays closed to changes if its backups cannot be read', async () => {
    const { root } = await newerRoot();
    const files = attackedFiles(({ path, name }) =>
      name === 'list' && path.endsWith('backups')
        ? { kind: 'error', code: 'EACCES' }
        : { kind: 'works' },
    );
    const { readOnly } = await startFully(startOf(root, { files }));
    expect(readOnly).toEqual({ why: { kind: 'by_newer', by: '2.0.0' }, copy: null });
  });
});
