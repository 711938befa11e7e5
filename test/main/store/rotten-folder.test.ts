import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/main/wire/demo/pace.ts';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import { treeIsSound } from '../../../src/main/store/conversations/repair-tree.ts';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import { answer, conversationOf, idOf, question } from './samples.ts';
import { fileOf, newRoot, put, quarantined, storeOn, saidNotices } from './support.ts';

const seed = 20_261_123;
const rottenCount = 1200;

function conversationNumber(n: number): Conversation {
  const first = question(10_000 * n + 1, null, `Größe ${n} {"id": 1}`);
  const second = answer(10_000 * n + 2, first.id, 'Two \\ "quoted"\nlines 🦄', 'complete');
  const third = question(10_000 * n + 3, second.id, 'And then?');
  const fourth = answer(10_000 * n + 4, third.id, 'The end.', 'complete');
  return conversationOf(n, `Title ${n}`, [first, second, third, fourth]);
}

type Rot = (bytes: Buffer, random: () => number) => Buffer;

function pickIndex(random: () => number, length: number): number {
  return Math.floor(random() * length);
}

/** Every way in which a file goes bad; each is used many times. */
const rots: Readonly<Record<string, Rot>> = {
  'cut off': (bytes, random) => bytes.subarray(0, pickIndex(random, bytes.byteLength)),
  'beginning lost': (bytes, random) => bytes.subarray(pickIndex(random, bytes.byteLength)),
  'bits flipped': (bytes, random) => {
    const flipped = Buffer.from(bytes);
    for (let count = 0; count <= random() * 4; count += 1) {
      const index = pickIndex(random, flipped.byteLength);
      flipped[index] = (flipped[index] ?? 0) ^ (1 << pickIndex(random, 8));
    }
    return flipped;
  },
  'a block of zeros': (bytes, random) => {
    const zeroed = Buffer.from(bytes);
    const from = pickIndex(random, bytes.byteLength);
    return zeroed.fill(0, from, Math.min(bytes.byteLength, from + 1 + pickIndex(random, 300)));
  },
  'a block twice': (bytes, random) => {
    const from = pickIndex(random, bytes.byteLength);
    const to = Math.min(bytes.byteLength, from + 200);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  'wrong encoding': (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
  'UTF-16': (bytes) => Buffer.from(`\uFEFF${bytes.toString('utf8')}`, 'utf16le'),
  'wrong types': (bytes, random) => {
    const names = ['title', 'messages', 'leafId', 'parts', 'status', 'role', 'id', 'createdAt'];
    const values = ['7', 'null', '[]', '{}', '"x"', 'true', '{"__proto__":{"isAdmin":true}}'];
    const name = names[pickIndex(random, names.length)] ?? '';
    const value = values[pickIndex(random, values.length)] ?? '';
    const text = bytes.toString('utf8');
    return Buffer.from(text.replace(new RegExp(`"${name}":[^,{\\[]*`), `"${name}":${value}`));
  },
  'parents mixed up': (bytes, random) => {
    const conversation = JSON.parse(bytes.toString('utf8')) as Conversation;
    const ids = [...Object.keys(conversation.messages), idOf(77)];
    const messages = Object.fromEntries(
      Object.entries(conversation.messages).map(([id, message]) => [
        id,
        { ...message, parentId: ids[pickIndex(random, ids.length)] ?? null },
      ]),
    );
    return Buffer.from(JSON.stringify({ ...conversation, messages }));
  },
  'one id twice': (bytes) => {
    const text = bytes.toString('utf8');
    const line = text.split('\n')[1] ?? '';
    return Buffer.from(text.replace(line, `${line}\n${line.replace('Größe', 'Other')}`));
  },
  empty: () => Buffer.alloc(0),
  'random bytes': (_bytes, random) =>
    Buffer.from(Array.from({ length: 400 }, () => pickIndex(random, 256))),
  'another program’s JSON': () => Buffer.from('[{"role":"user","content":"hi"}]'),
};

test(`${rottenCount} rotten files in one folder: it opens, sound ones are untouched, every original is kept`, async () => {
  const root = newRoot();
  const random = seededRandom(seed);
  const names = Object.keys(rots);
  const rotten = new Map<string, Buffer>();
  const soundOnes = new Map<string, Buffer>();
  for (let n = 1; n <= rottenCount; n += 1) {
    const bytes = Buffer.concat(serializeConversation(conversationNumber(n)));
    const path = fileOf(root, idOf(n));
    if (n % 60 === 0) soundOnes.set(path, bytes);
    const rot = rots[names[n % names.length] ?? ''];
    const content = n % 60 === 0 || rot === undefined ? bytes : rot(bytes, random);
    put(path, content);
    rotten.set(path, content);
  }
  const store = await storeOn(root);
  const { heads, notices } = await store.conversations.load();
  await store.conversations.flush();
  expect(store.conversations.status()).toEqual({ kind: 'saved' });
  for (const [path, bytes] of soundOnes) expect(fs.readFileSync(path)).toEqual(bytes);

  // Damaged files are in quarantine, byte for byte.
  const kept = new Set(
    quarantined(root).map((path) =>
      createHash('sha256').update(fs.readFileSync(path)).digest('hex'),
    ),
  );
  let changed = 0;
  for (const [path, bytes] of rotten) {
    if (fs.existsSync(path) && fs.readFileSync(path).equals(bytes)) continue;
    changed += 1;
    expect(kept.has(createHash('sha256').update(bytes).digest('hex')), path).toBe(true);
  }
  // The person was notified of each.
  expect(notices.length).toBe(changed);
  expect('isAdmin' in {}).toBe(false);

  let messages = 0;
  const next = await storeOn(root);
  const second = await next.conversations.load();
  expect(second.notices).toEqual([]);
  expect(second.heads.map(({ id }) => id).sort()).toEqual(heads.map(({ id }) => id).sort());
  for (const { id } of second.heads) {
    const conversation = await next.conversations.read(id);
    expect(treeIsSound(conversation.messages, conversation.leafId)).toBe(true);
    messages += Object.keys(conversation.messages).length;
  }
  console.log(
    `${rottenCount} files rotten in ${names.length} ways: ${heads.length} conversations with ${messages} messages saved, ${changed} originals in quarantine`,
  );
}, 60_000);

test('a file of 100 MB that is torn at its end gives back all that is whole, and holds up no other', async () => {
  const root = newRoot();
  const long = 'Nothing is ever lost. '.repeat(100_000);
  const asked = question(11, null, 'Write a library');
  const answers = Array.from({ length: 46 }, (_, index) =>
    answer(12 + index, asked.id, `${index} ${long}`, 'complete'),
  );
  const big = conversationOf(1, 'Big', [asked, ...answers]);
  const bytes = Buffer.concat(serializeConversation(big));
  expect(bytes.byteLength).toBeGreaterThan(100_000_000);
  put(fileOf(root, big.id), bytes.subarray(0, -1000));
  const small = conversationNumber(2);
  put(fileOf(root, small.id), Buffer.concat(serializeConversation(small)));
  const store = await storeOn(root);
  const { heads, notices } = await store.conversations.load();
  expect(heads).toHaveLength(2);
  expect(notices).toHaveLength(1);
  expect(saidNotices(notices)[0]).toContain('46 messages could be saved, 1 could not');
  expect(await store.conversations.read(small.id)).toEqual(small);
  await store.conversations.flush();
  const [kept = ''] = quarantined(root);
  expect(fs.statSync(join(kept)).size).toBe(bytes.byteLength - 1000);
  expect(Object.keys((await store.conversations.read(big.id)).messages)).toHaveLength(46);
}, 60_000);
