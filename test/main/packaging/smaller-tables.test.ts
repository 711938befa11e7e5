import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { smallerTables } from '../../../scripts/build/smaller-tables.ts';

const folder = dirname(createRequire(import.meta.url).resolve('jschardet'));
const file = join(folder, 'models', 'models.bin.js');

const transform = smallerTables().transform as unknown as (
  code: string,
  id: string,
) => { readonly code: string } | null;

function dataIn(code: string): Buffer {
  return Buffer.from(/const data = "([^"]+)"/.exec(code)?.[1] ?? '', 'base64');
}

test('the tables of encodings are less than half as long, and the same', () => {
  const code = readFileSync(file, 'utf8');
  const smaller = transform(code, file)?.code ?? '';
  expect(smaller.length).toBeLessThan(code.length / 2);
  expect(smaller).toContain('brotliDecompressSync');
  const tables = brotliDecompressSync(dataIn(smaller));
  expect(tables.equals(inflateSync(dataIn(code)))).toBe(true);
});

test('a module that is not as it was fails the build, and others stay', () => {
  expect(() => transform('const data = 1;', file)).toThrow('not where they were');
  expect(transform('const data = 1;', '/src/main/a.ts')).toBeNull();
});
