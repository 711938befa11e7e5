import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { openModelLists } from '../../../src/main/store/model-lists.ts';
import { newRoot } from './support.ts';

const list = {
  baseUrl: 'https://example.com/v1',
  models: [{ id: 'a', vision: true, contextTokens: 1000, price: { prompt: 1, completion: 2 } }],
};

test('lists survive a restart, and a deleted provider’s is gone', async () => {
  const path = join(newRoot(), 'models.cache');
  const before = openModelLists(nodeFileSystem, path);
  expect(await before.read('p')).toBeNull();
  before.keep('p', list);
  before.keep('q', list);
  before.forget('q');
  await before.flush();
  const after = openModelLists(nodeFileSystem, path);
  expect(await after.read('p')).toEqual(list);
  expect(await after.read('q')).toBeNull();
});

test('of too many providers the oldest list is forgotten', async () => {
  const lists = openModelLists(nodeFileSystem, join(newRoot(), 'models.cache'));
  for (let n = 0; n < 51; n += 1) lists.keep(`p${String(n)}`, list);
  await lists.flush();
  expect([await lists.read('p0'), await lists.read('p50')]).toEqual([null, list]);
});

test('of lists that are too large together, the oldest are forgotten', async () => {
  const path = join(newRoot(), 'models.cache');
  const lists = openModelLists(nodeFileSystem, path);
  const large = {
    baseUrl: list.baseUrl,
    models: Array.from({ length: 10_000 }, (_, n) => ({ id: `${'x'.repeat(490)}${String(n)}` })),
  };
  for (let n = 0; n < 4; n += 1) lists.keep(`p${String(n)}`, large);
  await lists.flush();
  expect(fs.statSync(path).size).toBeLessThan(17_000_000);
  const again = openModelLists(nodeFileSystem, path);
  expect([await again.read('p0'), (await again.read('p3'))?.models.length]).toEqual([null, 10_000]);
});

test('a list that is as before is not written again', async () => {
  const path = join(newRoot(), 'models.cache');
  const lists = openModelLists(nodeFileSystem, path);
  lists.keep('p', list);
  await lists.flush();
  const { ino } = fs.statSync(path);
  const again = openModelLists(nodeFileSystem, path);
  again.keep('p', structuredClone(list));
  again.forget('q');
  await again.flush();
  expect(fs.statSync(path).ino).toBe(ino);
  if (process.platform !== 'win32') expect(fs.statSync(path).mode & 0o777).toBe(0o600);
});

test.each([
  ['no file of ours', () => 'x'],
  ['a changed byte', (text: string) => text.replace('1000', '1001')],
  ['half a file', (text: string) => text.slice(0, 100)],
  ['nothing', () => ''],
  ['a file that is far too large', (text: string) => text + ' '.repeat(17_000_000)],
])('%s counts as empty and is replaced', async (_, damage) => {
  const path = join(newRoot(), 'models.cache');
  const before = openModelLists(nodeFileSystem, path);
  before.keep('p', list);
  await before.flush();
  fs.writeFileSync(path, damage(fs.readFileSync(path, 'utf8')));
  const after = openModelLists(nodeFileSystem, path);
  expect(await after.read('p')).toBeNull();
  after.keep('p', list);
  await after.flush();
  expect(await openModelLists(nodeFileSystem, path).read('p')).toEqual(list);
});
