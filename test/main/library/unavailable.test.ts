import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { whyUnavailable } from '../../../src/main/library/unavailable.ts';

async function errorOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('It was to fail');
}

it('tells a build without full-text search from a disk that refuses', async () => {
  const missing = 'node:no-such-thing';
  const noSqlite = await errorOf(() => import(missing));
  const noModule = await errorOf(() =>
    new DatabaseSync(':memory:').exec('CREATE VIRTUAL TABLE t USING fts99(x)'),
  );
  const refused = await errorOf(() => new DatabaseSync('/nowhere/at/all/library.sqlite'));
  expect(whyUnavailable(noSqlite)).toContain('no full-text search');
  expect(whyUnavailable(noModule)).toContain('no full-text search');
  expect(whyUnavailable(refused)).toContain('could not be written');
});
