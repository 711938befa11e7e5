import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createConversationReader } from '../../../../src/main/store/conversations/reading/conversation-reader.ts';
import { serializeConversation } from '../../../../src/main/store/conversations/conversation-format.ts';
import { examine } from '../../../../src/main/store/conversations/examine.ts';
import { parseConversation } from '../../../../src/main/store/conversations/parse-conversation.ts';
import { conversationMigrations } from '../../../../src/main/store/migrations.ts';
import { createWatch } from '../../../limits/watch.ts';
import { answer, idOf } from '../samples.ts';
import { fileOf, newRoot, put, quarantined, storeOn } from '../support.ts';
import { damages, long } from './damage.ts';

const thread = join(
  import.meta.dirname,
  '../../../../src/main/store/conversations/reading/reading-thread.ts',
);
const reported: unknown[] = [];
const report = (error: unknown): void => void reported.push(error);
const reader = createConversationReader(thread, report);
afterEach(() => {
  expect(reported).toEqual([]);
});

const whole = long(28, (at) => `${at} "x" \\ {"id": 1},\n🦄 ${'ä'.repeat(100_000)}`);
const bytes = Buffer.concat(serializeConversation(whole));

/** Equal, with the same order of everything. */
function expectSame(value: unknown, other: unknown): void {
  expect(JSON.stringify(value)).toBe(JSON.stringify(other));
}

describe('a large file that a thread reads', () => {
  test.each([
    ...damages,
    ['without its last messages', (text: string) => text.slice(0, -300_000)],
    ['whose line breaks off', (text: string) => text.replace('"role"', '\n"role"')],
    ['of an older version', (text: string) => text.replace(/"version":\d+/, '"version":2')],
    ['of nothing but zeros', (text: string) => '\0'.repeat(text.length)],
    [
      'of nothing but a deep list',
      (text: string) => '['.repeat(text.length / 2) + ']'.repeat(text.length / 2),
    ],
  ] as typeof damages)('%s', async (_, change) => {
    const changed = Buffer.from(change(bytes.toString()));
    expect(changed.byteLength).toBeGreaterThan(2.6 * 1024 * 1024);
    expect(await reader.parse(changed, whole.id)).toEqual(parseConversation(changed, whole.id));
  });

  test.each([
    [
      'UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString(), 'utf16le')]),
    ],
    ['Latin 1', Buffer.from(bytes.toString(), 'latin1')],
  ])('in %s', async (_, changed) => {
    expectSame(await reader.parse(changed, whole.id), parseConversation(changed, whole.id));
  });

  test('with any bytes replaced has the same result as at once, files at the same time too', async () => {
    const place = fc.nat(bytes.byteLength - 1);
    const damage = fc.tuple(place, fc.uint8Array({ maxLength: 4 }), fc.nat(4));
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (all) => {
        const changed = all.map(([at, put, cut]) =>
          Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]),
        );
        const parsed = await Promise.all(changed.map((each) => reader.parse(each, whole.id)));
        expectSame(
          parsed,
          changed.map((each) => parseConversation(each, whole.id)),
        );
      }),
      { numRuns: 20, seed: 20_261_130 },
    );
  });

  test('with a field that is too deep to be sent is read in main', async () => {
    const deep = `{"x":${'['.repeat(50_000)}${']'.repeat(50_000)},"version"`;
    const changed = Buffer.from(bytes.toString().replace('{"version"', deep).slice(0, -3));
    const parsed = await reader.parse(changed, whole.id);
    expect(reported.splice(0)).toMatchObject([
      { message: expect.stringContaining('call stack') as string },
    ]);
    const wanted = parseConversation(changed, whole.id);
    if (parsed.kind !== 'salvaged' || wanted.kind !== 'salvaged') throw new Error(parsed.kind);
    expect(parsed.conversation.messages).toEqual(wanted.conversation.messages);
    expect(Object.hasOwn(parsed.conversation, 'x')).toBe(Object.hasOwn(wanted.conversation, 'x'));
  });

  test('is joined with its journal, and its original is kept for the quarantine', async () => {
    const cut = bytes.subarray(0, -3);
    const late = answer(99, whole.leafId, 'Grown', 'streaming');
    const found = [
      whole.id,
      cut,
      new Map([[late.id, late]]),
      new Set<string>(),
      conversationMigrations,
    ] as const;
    const examined = await reader.examine(...found);
    expect(examined).toEqual(examine(...found));
    const isKept = examined.kind === 'repaired' && examined.rescue?.bytes === cut;
    expect(isKept).toBe(true);
    expect(cut.byteLength).toBe(bytes.byteLength - 3);
  });

  test('is read in main if the thread cannot be started', async () => {
    const changed = Buffer.from(bytes.toString().replaceAll('\n', ''));
    const without = createConversationReader(join(import.meta.dirname, 'missing.ts'), report);
    expect(await without.parse(changed, whole.id)).toEqual({ kind: 'sound', conversation: whole });
    expect((await without.parse(changed, idOf(5))).kind).toBe('salvaged');
    expect(reported.splice(0)).toHaveLength(2);
  });
});

test('the store repairs a large damaged file, whose original is in quarantine, unchanged', async () => {
  const root = newRoot();
  const damaged = Buffer.from(bytes.toString().replace('"role":"user"', '"role":"nobody"'));
  put(fileOf(root, whole.id), damaged.subarray(0, -2));
  const store = await storeOn(root, { readingThread: thread });
  const { heads } = await store.conversations.load();
  const found = await store.conversations.read(whole.id);
  await store.conversations.flush();
  expect(heads.map(({ id }) => id)).toEqual([whole.id]);
  expect(Object.keys(found.messages)).toEqual(Object.keys(whole.messages).slice(1));
  const [original = ''] = quarantined(root);
  expect(readFileSync(original).equals(damaged.subarray(0, -2))).toBe(true);
  const hash = createHash('sha256').update(damaged.subarray(0, -2)).digest('hex').slice(0, 12);
  expect(basename(original)).toBe(`${hash}-${whole.id}.json`);
});

/** Bytes that main gives to the thread, and code units that it gets from it, in one turn. */
const atOnce = 1024 * 1024;

test.each([
  ['in one line', (text: string) => text.replaceAll('\n', '')],
  ['without its end', (text: string) => text.trimEnd().slice(0, -1)],
  ['of no JSON', (text: string) => text.replaceAll('":', '";')],
])('main gets to do other things while a file of 16 MB %s is read', async (what, change) => {
  const many = long(2000, (at) => `${at} ${'é and "words" '.repeat(600)}`);
  const changed = Buffer.from(change(Buffer.concat(serializeConversation(many)).toString()));
  const watch = createWatch();
  let turns = 0;
  let isDone = false;
  const look = (): void => {
    turns += 1;
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  const parsed = await watch.during(what, () => reader.parse(changed, many.id));
  isDone = true;
  console.log(watch.summary(`file of ${Math.round(changed.byteLength / atOnce)} MB`));
  expectSame(parsed, parseConversation(changed, many.id));
  expect(turns).toBeGreaterThan(changed.byteLength / atOnce);
});
