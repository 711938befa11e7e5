import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of all tables of the document, without their heads. */
function rows(): readonly Row[] {
  const lines = readFileSync(join(root, 'docs/limits.md'), 'utf8').split('\n');
  return lines.flatMap((text, index) => {
    const isRow = text.startsWith('|') && !/^\|(?:---| What \|)/.test(text);
    return isRow ? [{ line: index + 1, cells: text.split('|').slice(1, -1) }] : [];
  });
}

/** The files in a cell; one without a folder of its own is beside, or below, the one before. */
function missing(cell: string): readonly string[] {
  let before = '';
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) => {
    if (/^npm run [\w-]+/.test(name)) return [];
    const path = /^(?:src|test)\//.test(name) ? name : join(dirname(before), name);
    if (path === name) before = name;
    return existsSync(join(root, path)) ? [] : [name];
  });
}

it('every limit has a place and a test, which are there', () => {
  const all = rows();
  expect(all.length).toBeGreaterThan(150);
  const wrong = all.flatMap(({ line, cells }) => {
    const [what = '', , , place = '', test = ''] = cells;
    const isWhole = cells.length === 5 && [place, test].every((cell) => cell.includes('`'));
    const absent = [...missing(place), ...missing(test)];
    return isWhole && absent.length === 0 ? [] : [`${line}:${what}${absent.join(', ')}`];
  });
  expect(wrong).toEqual([]);
});
