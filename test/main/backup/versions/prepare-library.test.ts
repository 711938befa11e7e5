import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { pruneCopies } from '../../../../src/main/backup/versions/copies.ts';
import { libraryFormat, readMark } from '../../../../src/main/backup/versions/library-mark.ts';
import {
  goBack,
  prepareLibrary,
  type LibraryMigrations,
  type PrepareOptions,
} from '../../../../src/main/backup/versions/prepare-library.ts';
import { nodeFileSystem } from '../../../../src/main/disk/file-system.ts';
import { writeAtomic } from '../../../../src/main/disk/files.ts';
import { attackedFiles, settleDisk, type Fate } from '../../store/attacked-files.ts';
import { removeFolder, scratchFolder } from '../../../scratch.ts';
import { idOf } from '../../store/samples.ts';
import { filesIn, filledProgram } from '../rig.ts';

const roots: string[] = [];
afterEach(() => roots.splice(0).forEach(removeFolder));

/** A folder in memory, because thousands of files are synced here. */
function newRoot(): string {
  const root = fs.mkdtempSync(join(scratchFolder(), 'parley-versions-'));
  roots.push(root);
  return root;
}

const day = 24 * 60 * 60 * 1000;
const began = Date.parse('2026-11-01T12:00:00.000Z');

function startOf(root: string, change: Partial<PrepareOptions> = {}): PrepareOptions {
  return {
    files: nodeFileSystem,
    root,
    version: '1.0.0',
    format: libraryFormat,
    migrations: {},
    now: () => began,
    ...change,
  };
}

async function filledRoot(): Promise<string> {
  const root = newRoot();
  await filledProgram(root);
  return root;
}

/** The next form: another file for every conversation, and one that is new. */
const toNext: LibraryMigrations = {
  [libraryFormat]: async (files, root) => {
    const folder = join(root, 'conversations');
    for (const name of (await files.list(folder)).toSorted()) {
      const text = fs.readFileSync(join(folder, name), 'utf8');
      await writeAtomic(files, join(folder, name), [Buffer.from(`${text.trimEnd()} \n`)]);
    }
    await writeAtomic(files, join(root, 'prompts.json'), [Buffer.from('{"version":1}')]);
  },
};
const next = { version: '2.0.0', format: libraryFormat + 1, migrations: toNext } as const;

/** What a person would miss: everything but the mark, backups and what is half-written. */
function library(root: string): Readonly<Record<string, string>> {
  const entries = Object.entries(filesIn(root));
  return Object.fromEntries(
    entries.filter(([name]) => !/^(?:library\.json$|backups\/)|(?:^|\/)\./.test(name)),
  );
}

function copiesIn(root: string): readonly string[] {
  const folder = join(root, 'backups');
  return fs.existsSync(folder)
    ? fs.readdirSync(folder).filter((name) => name.startsWith('parley-before-update-'))
    : [];
}

describe('the first start of a version', () => {
  test('on an empty folder only marks it', async () => {
    const root = newRoot();
    expect(await prepareLibrary(startOf(root))).toEqual({ readOnly: null, notices: [] });
    expect(await readMark(nodeFileSystem, root)).toEqual({
      format: libraryFormat,
      parley: '1.0.0',
    });
    expect(Object.keys(filesIn(root))).toEqual(['library.json']);
  });

  test('copies what is there, once', async () => {
    const root = await filledRoot();
    const before = library(root);
    expect(await prepareLibrary(startOf(root))).toEqual({ readOnly: null, notices: [] });
    expect(copiesIn(root)).toEqual(['parley-before-update-2026-11-01T12-00-00.000Z.zip']);
    const after = filesIn(root);
    const files = attackedFiles(({ name }) =>
      ['read', 'open', 'close', 'facts'].includes(name)
        ? { kind: 'works' }
        : { kind: 'error', code: 'EROFS' },
    );
    await prepareLibrary(startOf(root, { files }));
    expect(files.calls.length).toBeLessThan(8);
    expect(filesIn(root)).toEqual(after);
    expect(library(root)).toEqual(before);
  });

  test('keeps two copies, for two weeks', async () => {
    const root = await filledRoot();
    for (const [index, version] of ['1.0.0', '1.1.0', '1.2.0'].entries()) {
      await prepareLibrary(startOf(root, { version, now: () => began + index * day }));
    }
    expect(copiesIn(root).map((name) => name.slice(21, 31))).toEqual(['2026-11-02', '2026-11-03']);
    await pruneCopies(nodeFileSystem, root, began + 15.5 * day);
    expect(copiesIn(root).map((name) => name.slice(21, 31))).toEqual(['2026-11-03']);
  });

  test('brings the library into its form', async () => {
    const root = await filledRoot();
    await prepareLibrary(startOf(root));
    const before = library(root);
    expect(await prepareLibrary(startOf(root, next))).toEqual({ readOnly: null, notices: [] });
    expect(await readMark(nodeFileSystem, root)).toEqual({ format: 4, parley: '2.0.0' });
    const after = library(root);
    expect(after['prompts.json']).toBe('{"version":1}');
    expect(Object.keys(after).length).toBe(Object.keys(before).length + 1);
  });

  test('leaves everything as it was if that fails, and says why', async () => {
    const root = await filledRoot();
    await prepareLibrary(startOf(root));
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
    expect((await prepareLibrary(startOf(root))).readOnly).toBeNull();
  });

  test.each([
    ['of the same form starts without a copy, and says so', libraryFormat, null],
    ['of another form changes nothing', libraryFormat + 1, 'not_updated'],
  ] as const)('that cannot copy, %s', async (_what, format, why) => {
    const root = await filledRoot();
    await prepareLibrary(startOf(root));
    const before = library(root);
    const files = attackedFiles(({ path, name }) =>
      path.includes('backups') && name === 'write'
        ? { kind: 'error', code: 'ENOSPC' }
        : { kind: 'works' },
    );
    const prepared = await prepareLibrary(startOf(root, { ...next, format, files }));
    expect(prepared.readOnly?.why.kind ?? null).toBe(why);
    expect(prepared.notices.length).toBe(why === null ? 1 : 0);
    expect(library(root)).toEqual(before);
    // The next start tries again.
    await prepareLibrary(startOf(root, { ...next, format }));
    expect(copiesIn(root).length).toBe(2);
  });
});

describe('a library by a newer Parley', () => {
  async function newerRoot(): Promise<{ readonly root: string; readonly before: object }> {
    const root = await filledRoot();
    const before = library(root);
    await prepareLibrary(startOf(root));
    await prepareLibrary(startOf(root, { ...next, now: () => began + day }));
    return { root, before };
  }

  test('is left as it is, and names the copy to go back to', async () => {
    const { root } = await newerRoot();
    const all = filesIn(root);
    expect(await prepareLibrary(startOf(root))).toEqual({
      readOnly: {
        why: { kind: 'by_newer', by: '2.0.0' },
        copy: {
          name: 'parley-before-update-2026-11-02T12-00-00.000Z.zip',
          createdAt: '2026-11-02T12:00:00.000Z',
        },
      },
      notices: [],
    });
    expect(filesIn(root)).toEqual(all);
  });

  test('goes back to the copy, and keeps what was newer in a backup', async () => {
    const { root, before } = await newerRoot();
    const newer = library(root);
    const { readOnly } = await prepareLibrary(startOf(root));
    await goBack(startOf(root), readOnly?.copy?.name ?? '');
    const back = await prepareLibrary(startOf(root));
    expect(back).toMatchObject({ readOnly: null, notices: [{ news: { kind: 'brought_back' } }] });
    expect(library(root)).toEqual(before);
    const kept = fs
      .readdirSync(join(root, 'backups'))
      .filter((name) => name.startsWith('parley-before-restore-'));
    expect(kept.length).toBe(1);
    // The newer one can have it again.
    await goBack(startOf(root, next), kept[0] ?? '');
    await prepareLibrary(startOf(root, next));
    expect(library(root)).toEqual(newer);
  });

  test('goes nowhere if the copy is gone or damaged', async () => {
    const { root } = await newerRoot();
    const copy = copiesIn(root)[1] ?? '';
    const path = join(root, 'backups', copy);
    await goBack(startOf(root), copy);
    const newer = library(root);
    const bytes = fs.readFileSync(path);
    fs.writeFileSync(path, bytes.fill(0, 100, 200));
    const damaged = await prepareLibrary(startOf(root));
    expect(damaged.readOnly?.why.kind).toBe('not_updated');
    fs.unlinkSync(path);
    const gone = await prepareLibrary(startOf(root));
    expect(gone.readOnly?.why).toMatchObject({ reason: { code: 'backup_gone' } });
    expect(library(root)).toEqual(newer);
  });
});

const kinds = ['death', 'death_half_way', 'ENOSPC'] as const;

function fateOf(kind: (typeof kinds)[number]): Fate {
  return kind === 'ENOSPC' ? { kind: 'error', code: kind } : { kind };
}

describe('at every system call', () => {
  /** Runs `work` once for each of its calls, which meets the fate, and then what comes next. */
  async function attack(
    kind: (typeof kinds)[number],
    prepareRoot: () => Promise<string>,
    work: (options: PrepareOptions) => Promise<unknown>,
    after: (root: string) => Promise<void>,
  ): Promise<number> {
    const made = await prepareRoot();
    let calls = Number.POSITIVE_INFINITY;
    for (let number = 1; number <= calls; number += 1) {
      const root = newRoot();
      fs.cpSync(made, root, { recursive: true });
      const files = attackedFiles((call) =>
        call.number === number ? fateOf(kind) : { kind: 'works' },
      );
      // A dead program never answers.
      const died = new Promise<void>((resolve) => {
        const look = setInterval(() => {
          if (files.calls.length < number) return;
          clearInterval(look);
          resolve();
        }, 1);
      });
      const ended = work(startOf(root, { files })).catch(() => null);
      if (number === 1) calls = 1_000;
      await (kind.startsWith('death') ? Promise.race([ended, died]) : ended);
      await settleDisk();
      if (files.calls.length < number) calls = number;
      await after(root);
    }
    return calls - 1;
  }

  test.each(kinds)(
    '%s in an update loses nothing, and the next start completes it',
    async (kind) => {
      let before = {};
      let wanted = {};
      const count = await attack(
        kind,
        async () => {
          const root = await filledRoot();
          before = library(root);
          await prepareLibrary(startOf(root));
          const example = newRoot();
          fs.cpSync(root, example, { recursive: true });
          await prepareLibrary(startOf(example, next));
          wanted = library(example);
          return root;
        },
        (options) => prepareLibrary({ ...options, ...next }),
        async (root) => {
          const old = newRoot();
          fs.cpSync(root, old, { recursive: true });
          // The version before can go on, with what it had, unless the update was complete.
          const { readOnly } = await prepareLibrary(startOf(old));
          expect(library(old)).toEqual(readOnly === null ? before : wanted);
          expect((await prepareLibrary(startOf(root, next))).readOnly).toBeNull();
          expect(library(root)).toEqual(wanted);
        },
      );
      expect(count).toBeGreaterThan(50);
      console.log(`update: ${kind} at each of ${count} calls`);
    },
  );

  test.each(kinds)('%s in going back loses nothing', async (kind) => {
    let before = {};
    let newer = {};
    const count = await attack(
      kind,
      async () => {
        const root = await filledRoot();
        before = library(root);
        await prepareLibrary(startOf(root));
        await prepareLibrary(startOf(root, { ...next, now: () => began + day }));
        newer = library(root);
        return root;
      },
      async (options) => {
        await goBack(options, 'parley-before-update-2026-11-02T12-00-00.000Z.zip');
        await prepareLibrary(options);
      },
      async (root) => {
        const { readOnly } = await prepareLibrary(startOf(root));
        expect(library(root)).toEqual(readOnly === null ? before : newer);
      },
    );
    expect(count).toBeGreaterThan(50);
    expect(newer).toHaveProperty([`conversations/${idOf(1)}.json`]);
    console.log(`going back: ${kind} at each of ${count} calls`);
  });
});
