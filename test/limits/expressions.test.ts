import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkAll, describeSuspect, readKnown } from './expressions/check.ts';
import { isExcepted, needless } from './expressions/exceptions.ts';
import { findInFolder, findInSource, type FoundExpression } from './expressions/find.ts';

const knownFile = join(import.meta.dirname, 'expressions/known.json');

test('the work of no expression in src outgrows its input, but for those on the list', async () => {
  const found = findInFolder(join(import.meta.dirname, '../../src'));
  const began = process.cpuUsage();
  const { suspects, asked } = await checkAll(found, readKnown(knownFile));
  const { user } = process.cpuUsage(began);
  console.info(
    `expressions: ${found.length}, ${asked} of them new, ${suspects.length} on the list, ${(user / 1e6).toFixed(1)} s`,
  );
  expect(found.length).toBeGreaterThan(400);
  // Each takes a fifth of a second of every run of the gate.
  expect(asked, 'npm run check-expressions saves what is found out about them').toBeLessThan(80);
  expect(suspects.filter((each) => !isExcepted(each)).map(describeSuspect)).toEqual([]);
  expect(needless(suspects)).toEqual([]);
}, 300_000);

describe('the check', () => {
  const inSource = (text: string): readonly FoundExpression[] => findInSource('x.ts', text);

  test('finds literals and what RegExp is called with', () => {
    const found = inSource(String.raw`
      const word = 'a+';
      const inner = /b\/c/u;
      const made = new RegExp(word + '$', 'g');
      const raw = RegExp(String.raw${'`^\\s${inner.source}`'});
      const unknown = new RegExp(location.hash);
    `);
    expect(found.map(({ source, flags, line }) => ({ source, flags, line }))).toEqual([
      { source: String.raw`b\/c`, flags: 'u', line: 3 },
      { source: 'a+$', flags: 'g', line: 4 },
      { source: String.raw`^\sb\/c`, flags: '', line: 5 },
      { source: null, flags: '', line: 6 },
    ]);
  });

  test.each([
    ['exponential', String.raw`/^(?:a+)+$/`],
    ['quadratic', String.raw`/\s+$/`],
    ['quadratic with a prefix', String.raw`/<title[^>]*>[^<]*<\/title>/gi`],
    ['cubic', String.raw`/\d+\d+\d+x/`],
  ])(
    'tells of a bad one: %s',
    async (_, code) => {
      const { suspects } = await checkAll(inSource(`export const bad = ${code};`), {});
      expect(suspects.map(({ kind }) => kind)).toEqual(['outgrows']);
      expect(suspects.some(isExcepted)).toBe(false);
    },
    120_000,
  );

  test('saves what recheck has no time for as undecided, and does not ask again', async () => {
    const found = inSource(String.raw`export const slow = /^[a-z]{1,20}$/i;`);
    const first = await checkAll(found, {}, undefined, 0);
    expect(first).toMatchObject({ suspects: [], asked: 1, undecided: 1 });
    expect(Object.values(first.known)).toEqual(['undecided']);
    const second = await checkAll(found, first.known);
    expect(second).toEqual({ ...first, asked: 0 });
  }, 120_000);

  test('lets a good one pass', async () => {
    const good = String.raw`export const good = [/(?<!\s)\s+$/, /^[a-z]{1,20}$/i, /"[^"]*"/g];`;
    const { suspects, asked } = await checkAll(inSource(good), {});
    expect(asked).toBe(3);
    expect(suspects).toEqual([]);
  }, 300_000);
});
