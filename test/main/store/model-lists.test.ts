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

test.each([
  ['no file of ours', () => 'x'],
  ['a changed byte', (text: string) => text.replace('1000', '1001')],
  ['half a file', (text: string) => text.slice(0, 100)],
  ['nothing', () => ''],
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
