import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/shared/model/conversation.ts';
import { serializeConversation } from '../../../src/main/store/conversations/conversation-format.ts';
import { parseConversation } from '../../../src/main/store/conversations/parse-conversation.ts';
import { treeIsSound } from '../../../src/main/store/conversations/repair-tree.ts';
import { answer, conversationOf, idOf, question } from './samples.ts';
import { fileOf, newRoot, put, quarantined, storeOn, saidNotices } from './support.ts';

const first = question(11, null, 'Größe of "a\nfile" {with} 🦄?');
const second = answer(12, first.id, 'Two \\ "quoted": {"id": 1}', 'complete');
const third = question(13, second.id, 'And then?');
const fourth = answer(14, third.id, 'The end.', 'complete');
const whole = conversationOf(1, 'Whole', [first, second, third, fourth]);
const bytes = Buffer.concat(serializeConversation(whole));

const seed = 20_261_127;
const cases = { cut: 0, flipped: 0, replaced: 0, random: 0 };
afterAll(() => {
  const all = Object.values(cases).reduce((sum, count) => sum + count, 0);
  const each = Object.entries(cases).map(([kind, count]) => `${count} ${kind}`);
  console.log(`${all} rotten files (seed ${seed}): ${each.join(', ')}`);
});

/** True for anything that may be shown and written again. */
function isUsable(conversation: Conversation): boolean {
  const { messages, leafId, id } = conversation;
  return id === whole.id && treeIsSound(messages, leafId);
}

describe('a conversation file', () => {
  test('cut off at any byte gives back every message that is whole', () => {
    for (let length = 0; length < bytes.byteLength; length += 1) {
      const cut = bytes.subarray(0, length);
      cases.cut += 1;
      const parsed = parseConversation(cut, whole.id);
      // The message's own line, without the comma, is complete up to its last brace.
      const present = [first, second, third, fourth].filter((message) =>
        cut.includes(JSON.stringify(message)),
      );
      if (parsed.kind === 'sound') {
        expect(JSON.parse(cut.toString())).toEqual(whole);
      } else if (parsed.kind === 'salvaged') {
        expect(isUsable(parsed.conversation)).toBe(true);
        expect(Object.values(parsed.conversation.messages)).toEqual(present);
        expect(parsed.conversation.leafId).toBe(present.at(-1)?.id ?? null);
        expect(parsed.kept).toBe(present.length);
        expect(parsed.conversation.title).toBe('Whole');
      } else {
        expect(parsed.kind).toBe('unreadable');
        expect(present).toEqual([]);
        expect(cut.includes('"Whole",')).toBe(false);
      }
    }
  });

  test('with any bit flipped is read, salvaged or refused, and loses at most what the bit was in', () => {
    for (let index = 0; index < bytes.byteLength; index += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        cases.flipped += 1;
        const flipped = Buffer.from(bytes);
        flipped[index] = (flipped[index] ?? 0) ^ (1 << bit);
        const parsed = parseConversation(flipped, whole.id);
        expect(parsed.kind, `byte ${index} bit ${bit}`).not.toBe('unreadable');
        if (parsed.kind === 'unreadable') continue;
        const { conversation } = parsed;
        expect(isUsable(conversation)).toBe(true);
        const intact = [first, second, third, fourth].filter((message) => {
          const found = conversation.messages[message.id];
          return (
            found !== undefined && JSON.stringify(found.parts) === JSON.stringify(message.parts)
          );
        });
        // If the flip joined two lines, both messages may be lost.
        expect(intact.length, `byte ${index} bit ${bit}`).toBeGreaterThanOrEqual(2);
      }
    }
    expect(cases.flipped).toBe(8 * bytes.byteLength);
  });

  test('with any value replaced by any other is usable or refused, and other messages stay', () => {
    const paths = pathsIn(whole);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        cases.replaced += 1;
        const changed = replaceAt(structuredClone(whole), path, value);
        const parsed = parseConversation(Buffer.from(JSON.stringify(changed)), whole.id);
        if (parsed.kind === 'unreadable') {
          expect(path.length).toBeLessThanOrEqual(1);
          return;
        }
        expect(isUsable(parsed.conversation)).toBe(true);
        if (path[0] !== 'messages' || path.length < 2) return;
        for (const message of [first, second, third, fourth]) {
          if (path[1] === message.id) continue;
          expect(parsed.conversation.messages[message.id]?.parts).toEqual(message.parts);
        }
      }),
      { seed, numRuns: 3000 },
    );
  });

  test('of random bytes never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (random) => {
        cases.random += 1;
        expect(parseConversation(random, whole.id).kind).toBe('unreadable');
      }),
      { seed, numRuns: 1000 },
    );
  });

  test.each([
    ['orphans', { ...third, parentId: idOf(99) }],
    ['cycles', { ...third, parentId: fourth.id }],
    ['a message that is its own parent', { ...third, parentId: third.id }],
  ])('with %s gets a sound tree that reads on', (_name, broken) => {
    const text = JSON.stringify({ ...whole, messages: { ...whole.messages, [third.id]: broken } });
    const parsed = parseConversation(Buffer.from(text), whole.id);
    expect(parsed).toMatchObject({ kind: 'salvaged', kept: 4, mended: 0, lost: 0 });
    if (parsed.kind === 'salvaged') expect(parsed.conversation).toEqual(whole);
  });

  test('with `__proto__` keys changes no object and passes nothing on', () => {
    const text = JSON.stringify(whole)
      .replace('"title"', '"__proto__":{"isAdmin":true},"title"')
      .replace('"role"', '"\\u005f_proto__":{"isAdmin":true},"role"');
    const parsed = parseConversation(Buffer.from(text), whole.id);
    expect(parsed).toEqual({ kind: 'sound', conversation: whole });
    expect('isAdmin' in {}).toBe(false);
    if (parsed.kind === 'sound') expect('isAdmin' in parsed.conversation).toBe(false);
  });

  test('in UTF-16, or with a byte order mark, is still read', () => {
    const text = bytes.toString('utf8');
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    expect(parseConversation(utf16, whole.id)).toMatchObject({ conversation: whole, kept: 4 });
    const marked = Buffer.from(`\uFEFF${text}`, 'utf8');
    expect(parseConversation(marked, whole.id)).toEqual({ kind: 'sound', conversation: whole });
  });

  test('with messages as a list, or twice under other keys, keeps each once', () => {
    const list = { ...whole, messages: [first, first, second, third, fourth] };
    expect(parseConversation(Buffer.from(JSON.stringify(list)), whole.id)).toMatchObject({
      conversation: whole,
      kept: 4,
    });
    const doubled = { ...whole, messages: { ...whole.messages, [idOf(50)]: fourth } };
    expect(parseConversation(Buffer.from(JSON.stringify(doubled)), whole.id)).toMatchObject({
      conversation: whole,
      kept: 4,
    });
  });
});

describe('a folder with damaged files', () => {
  test('opens; each damaged original is in quarantine byte for byte, and the sound ones are untouched', async () => {
    const root = newRoot();
    const originals = new Map<string, Buffer>();
    for (let length = 1; length < bytes.byteLength - 1; length += 7) {
      const id = idOf(1000 + length);
      const content = Buffer.from(bytes.toString().replace(whole.id, id)).subarray(0, length);
      put(fileOf(root, id), content);
      originals.set(content.toString('hex'), content);
    }
    put(fileOf(root, idOf(2)), '');
    put(fileOf(root, idOf(3)), '[]');
    fs.mkdirSync(fileOf(root, idOf(4)));
    fs.writeFileSync(join(fileOf(root, idOf(4)), 'inside'), 'kept');
    put(fileOf(root, whole.id), bytes);

    const { conversations } = await storeOn(root);
    const { heads, notices } = await conversations.load();
    await conversations.flush();
    expect(conversations.status()).toEqual({ kind: 'saved' });
    expect(fs.readFileSync(fileOf(root, whole.id))).toEqual(bytes);
    expect(notices).toHaveLength(originals.size + 3);
    const setAside = quarantined(root);
    expect(setAside).toHaveLength(originals.size + 3);
    for (const path of setAside) {
      expect(fs.existsSync(`${path}.reason.txt`)).toBe(true);
      if (fs.statSync(path).isDirectory()) expect(fs.readdirSync(path)).toEqual(['inside']);
      else originals.delete(fs.readFileSync(path).toString('hex'));
    }
    expect(originals.size).toBe(0);

    const next = await storeOn(root);
    const second_ = await next.conversations.load();
    expect(second_.notices).toEqual([]);
    expect(second_.heads.map(({ id }) => id).sort()).toEqual(heads.map(({ id }) => id).sort());
    for (const { id } of second_.heads) await next.conversations.read(id);
    expect(quarantined(root)).toEqual(setAside);
  });

  test('says which conversation, how much was saved and where the original is', async () => {
    const root = newRoot();
    put(fileOf(root, whole.id), bytes.subarray(0, bytes.byteLength - 20));
    const { conversations } = await storeOn(root);
    const { notices } = await conversations.load();
    await conversations.flush();
    expect(notices).toHaveLength(1);
    expect(notices[0]?.tone).toBe('problem');
    const [said] = saidNotices(notices);
    expect(said).toContain('“Whole”');
    expect(said).toContain('3 messages could be saved, 1 could not');
    expect(said).toContain(quarantined(root)[0]);
  });
});

type Path = readonly string[];

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]));
  return [path, ...below];
}

function replaceAt(root: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const object = root as Record<string, unknown>;
  object[key] = replaceAt(object[key], rest, value);
  return object;
}
