import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { conversationMigrations, type Migrations } from '../../../src/main/store/migrations.ts';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import { attackedFiles } from './attacked-files.ts';
import { manualTime } from './manual-time.ts';
import { answer, conversationOf, idOf, question } from './samples.ts';
import { fileOf, newRoot, put, storeOn } from './support.ts';

/** A version before the first one, whose title has another name. */
const migrations: Migrations = {
  ...conversationMigrations,
  0: ({ name, ...rest }) => ({ ...rest, title: name }),
};

const count = 250;
/** Long ago, so that nothing is too recent to be cached (seconds). */
const written = Date.parse('2026-10-01T12:00:00.000Z') / 1000;

function fill(root: string): void {
  for (let n = 1; n <= count; n += 1) {
    const asked = question(1000 + n, null, `Question ${n}`);
    const path = fileOf(root, idOf(n));
    put(path, Buffer.concat(serializeConversation(conversationOf(n, `Title ${n}`, [asked]))));
    fs.utimesSync(path, written, written);
  }
}

/** Fills the folder with so many files of an older version. */
function fillWithOld(root: string, files: number): void {
  for (let n = 1; n <= files; n += 1) {
    const asked = question(1000 + n, null, `Question ${n}`);
    const { title: name, ...rest } = conversationOf(n, `Title ${n}`, [asked]);
    put(fileOf(root, idOf(n)), JSON.stringify({ ...rest, name, version: 0 }));
    fs.utimesSync(fileOf(root, idOf(n)), written, written);
  }
}

/** The number of files that are still of the older version. */
function oldIn(root: string, files: number): number {
  const ids = Array.from({ length: files }, (_, index) => idOf(index + 1));
  return ids.filter((id) => fs.readFileSync(fileOf(root, id), 'utf8').includes('"version":0'))
    .length;
}

/**
 * Starts on the folder; returns the titles and the number of conversation files that were opened.
 */
async function start(root: string, passMs = 10_000) {
  // What is written now is too recent to be cached in the last seconds only.
  const time = manualTime(Date.now() + 3_600_000);
  const files = attackedFiles(() => ({ kind: 'works' }));
  const store = await storeOn(root, { files, clock: time, timers: time, migrations });
  const { heads, notices } = await store.conversations.load();
  const opened = files.calls.filter(
    ({ name, path }) => name === 'open' && path.includes('conversations'),
  );
  await time.pass(passMs);
  const titles = heads.map(({ title }) => title).sort();
  return { titles, notices, opened: opened.length, store };
}

const cachePath = (root: string): string => join(root, 'heads.cache');

test('a second start opens only what has changed since', async () => {
  const root = newRoot();
  fill(root);
  const first = await start(root);
  expect(first).toMatchObject({ opened: count, notices: [] });
  expect(fs.existsSync(cachePath(root))).toBe(true);
  const second = await start(root);
  expect(second).toMatchObject({ opened: 0, notices: [], titles: first.titles });

  // One is renamed by this program, one by another, one is gone, and one is new.
  const { conversations } = second.store;
  const read = await conversations.read(idOf(1));
  await conversations.write({ ...read, title: 'By us' });
  const text = fs.readFileSync(fileOf(root, idOf(2)), 'utf8');
  fs.writeFileSync(fileOf(root, idOf(2)), text.replace('Title 2"', 'Elsewhere"'));
  fs.unlinkSync(fileOf(root, idOf(3)));
  put(fileOf(root, idOf(900)), text.replaceAll(idOf(2), idOf(900)).replace('Title 2"', 'New"'));
  const third = await start(root);
  expect(third.opened).toBe(3);
  expect(third.titles).toEqual(
    [
      ...first.titles.filter((title) => !['Title 1', 'Title 2', 'Title 3'].includes(title)),
      'By us',
      'Elsewhere',
      'New',
    ].sort(),
  );
});

test('an answer that was cut off is found although the file did not change', async () => {
  const root = newRoot();
  fill(root);
  await start(root);
  const growing = answer(5000, idOf(1001), 'Once', 'streaming');
  put(fileOf(root, idOf(1), 'journal'), `${JSON.stringify({ kind: 'whole', message: growing })}\n`);
  const { store } = await start(root);
  expect((await store.conversations.read(idOf(1))).messages[idOf(5000)]?.status).toBe(
    'interrupted',
  );
});

test('a file that rots behind the cache is salvaged when it is opened', async () => {
  const root = newRoot();
  fill(root);
  await start(root);
  const path = fileOf(root, idOf(7));
  const bytes = fs.readFileSync(path);
  bytes[bytes.indexOf('"complete"') + 3] = 0x21;
  fs.writeFileSync(path, bytes);
  fs.utimesSync(path, written, written);
  const { store, opened } = await start(root);
  expect(opened).toBe(0);
  const read = await store.conversations.read(idOf(7));
  expect(Object.keys(read.messages)).toEqual([idOf(1007)]);
  await store.conversations.flush();
  expect(fs.readdirSync(join(root, 'quarantine')).length).toBeGreaterThan(0);
});

test('a start in the middle of an upgrade opens no file that waits for it, and goes on', async () => {
  const root = newRoot();
  fillWithOld(root, 400);
  const first = await start(root, 5010);
  expect(first.notices).toEqual([]);
  expect(first.opened).toBeGreaterThanOrEqual(400);
  expect(first.titles).toHaveLength(400);
  const waiting = oldIn(root, 400);
  expect(waiting).toBeGreaterThan(100);
  expect(waiting).toBeLessThan(300);
  const second = await start(root);
  // The last ones were upgraded after the cache was written.
  expect(second.opened).toBeLessThan(5);
  expect(second.titles).toEqual(first.titles);
  expect(oldIn(root, 400)).toBe(0);
  expect((await start(root)).titles).toEqual(first.titles);
}, 60_000);

test('a start after an upgrade of many files opens few of them', async () => {
  const root = newRoot();
  fillWithOld(root, 600);
  const { titles } = await start(root, 30_000);
  expect(oldIn(root, 600)).toBe(0);
  const after = await start(root);
  expect(after.opened).toBe(100);
  expect(after.titles).toEqual(titles);
}, 60_000);

test('a damaged cache, cut off or with a bit flipped, is as good as none', async () => {
  const root = newRoot();
  fill(root);
  const { titles } = await start(root);
  const bytes = fs.readFileSync(cachePath(root));
  for (const at of [0, 40, 63, 65, 70, 200, bytes.byteLength >> 1, bytes.byteLength - 1]) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    for (const damaged of [flipped, bytes.subarray(0, at)]) {
      put(cachePath(root), damaged);
      expect(await start(root)).toMatchObject({ titles, opened: count });
    }
  }
});
