import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serializeConversation } from '../../../../src/main/store/conversations/conversation-format.ts';
import { parseConversation } from '../../../../src/main/store/conversations/parse-conversation.ts';
import { parseInTurns } from '../../../../src/main/store/conversations/parse-in-turns.ts';
import { idOf } from '../samples.ts';
import { damages, long } from './damage.ts';

const whole = long(12, (at) => `${at} "x" \\ {"id": 1},\n🦄 ${'ä'.repeat(15_000)}`);
const bytes = Buffer.concat(serializeConversation(whole));

describe('a large file', () => {
  test('has the same result in turns as at once', async () => {
    expect(bytes.byteLength).toBeGreaterThan(300_000);
    expect(await parseInTurns(bytes, whole.id)).toEqual({ kind: 'sound', conversation: whole });
    expect(await parseInTurns(bytes, idOf(99))).toEqual(parseConversation(bytes, idOf(99)));
  });

  test.each(damages)('%s', async (_, change) => {
    const changed = Buffer.from(change(bytes.toString()));
    expect(changed.equals(bytes)).toBe(false);
    expect(await parseInTurns(changed, whole.id)).toEqual(parseConversation(changed, whole.id));
  });

  test('with any bytes replaced is read as at once', async () => {
    const place = fc.nat(bytes.byteLength - 1);
    await fc.assert(
      fc.asyncProperty(place, fc.uint8Array({ maxLength: 4 }), fc.nat(4), async (at, put, cut) => {
        const changed = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]);
        const parsed = await parseInTurns(changed, whole.id);
        expect(JSON.stringify(parsed)).toBe(JSON.stringify(parseConversation(changed, whole.id)));
      }),
      { numRuns: 60, seed: 20_261_130 },
    );
  });
});

describe('main gets to do other things while thousands of messages are read', () => {
  const many = (count: number): string =>
    Buffer.concat(serializeConversation(long(count, (at) => `Message ${at}`))).toString();

  test.each([
    ['sound', 30_000, (text: string) => text],
    ['migrated', 15_000, (text: string) => text.replace(/"version":\d+/, '"version":2')],
    ['salvaged', 15_000, (text: string) => text.trimEnd().slice(0, -1)],
    ['salvaged', 15_000, (text: string) => text.replaceAll('"createdAt":"', '"createdAt":"?')],
  ])('%s', async (kind, count, change) => {
    const changed = Buffer.from(change(many(count)));
    let turns = 0;
    let isDone = false;
    const look = (): void => {
      turns += 1;
      if (!isDone) setImmediate(look);
    };
    setImmediate(look);
    const parsed = await parseInTurns(changed, whole.id);
    isDone = true;
    expect(parsed.kind).toBe(kind);
    expect(turns).toBeGreaterThan(4);
  });
});
