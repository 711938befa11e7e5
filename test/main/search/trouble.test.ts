import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../src/main/search/index/database.ts';
import { troubleOf } from '../../../src/main/search/trouble.ts';
import { searchTroubleWords } from '../../../src/shared/words/search-words.ts';
import { removeFolder } from '../../scratch.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'parley-trouble-'));
});
afterEach(() => removeFolder(base));

async function errorOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('It was to fail');
}

/** The message for the person when the index at `path` is opened. */
async function toldOf(path: string): Promise<string> {
  const trouble = troubleOf(await errorOf(() => openDatabase(path)), path);
  expect(trouble.kind).toBe('refused');
  return searchTroubleWords(trouble);
}

it('tells a build without full-text search from a disk that refuses', async () => {
  const missing = 'node:no-such-thing';
  const noSqlite = await errorOf(() => import(missing));
  const noModule = await errorOf(() =>
    new DatabaseSync(':memory:').exec('CREATE VIRTUAL TABLE t USING fts99(x)'),
  );
  for (const error of [noSqlite, noModule]) {
    const trouble = troubleOf(error, '/x/library.sqlite');
    expect(trouble).toEqual({ kind: 'no_full_text' });
    expect(searchTroubleWords(trouble)).toContain('no full-text search');
  }
});

it('names what is in the way: nothing, a file, a folder', async () => {
  const folder = join(base, 'data');
  const path = join(folder, 'library.sqlite');
  expect(await toldOf(path)).toContain(`the data folder is missing: ${folder}.`);
  writeFileSync(folder, '');
  expect(await toldOf(path)).toContain(`a file where the data folder should be: ${folder}.`);
  rmSync(folder);
  mkdirSync(path, { recursive: true });
  expect(await toldOf(path)).toContain(`a folder where the search index should be: ${path}.`);
});

it('asks the system where SQLite says only that it cannot open a file', async () => {
  const path = join(base, 'gone', 'library.sqlite');
  const error = await errorOf(() => new DatabaseSync(path));
  expect(searchTroubleWords(troubleOf(error, path))).toContain('the data folder is missing');
});

const codes: readonly (readonly [string, string])[] = [
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk is full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'not allowed to write to /data'],
  ['EPERM', 'not allowed to write to /data'],
  ['EIO', 'the disk reported an error'],
  ['EMFILE', 'too many files are open'],
  ['ENXIO', 'missing'],
  ['EWHATEVER', 'EWHATEVER'],
];
it.each(codes)('%s is told as %s', (code, words) => {
  const trouble = troubleOf(Object.assign(new Error('no'), { code }), '/data/library.sqlite');
  const message = searchTroubleWords(trouble);
  expect(trouble.kind).toBe('refused');
  expect(message).toContain(words);
  expect(message).not.toContain('estart');
});

const results: readonly (readonly [number, string, string])[] = [
  [13, 'refused', 'the disk is full'],
  [5, 'refused', 'another program holds'],
  [8, 'refused', 'read-only'],
  [778, 'refused', 'the disk reported an error'],
  [11, 'damaged', 'damaged'],
  [26, 'damaged', 'damaged'],
  [1, 'unknown', 'does not know'],
];
it.each(results)('SQLite’s result %i is %s: %s', (errcode, kind, words) => {
  const error = Object.assign(new Error('no'), { code: 'ERR_SQLITE_ERROR', errcode });
  const trouble = troubleOf(error, join(base, 'library.sqlite'));
  expect(trouble.kind).toBe(kind);
  expect(searchTroubleWords(trouble)).toContain(words);
});

it('an error of the code itself is no word of the disk', () => {
  expect(troubleOf(new TypeError('x is not a function'), '/data/library.sqlite').kind).toBe(
    'unknown',
  );
});
