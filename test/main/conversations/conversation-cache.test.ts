import { describe, expect, it } from 'vitest';
import { createConversationCache } from '../../../src/main/conversations/conversation-cache.ts';
import type { Conversation, Id } from '../../../src/shared/model/conversation.ts';
import { conversationOf, idOf, question, withTitle } from '../store/samples.ts';

const plain = (n: number): Conversation => conversationOf(n, `Number ${String(n)}`, []);

const ignore = (): void => undefined;

function cacheThatCounts() {
  const reads: Id[] = [];
  const left: Id[] = [];
  const cache = createConversationCache(
    (id) => {
      reads.push(id);
      return Promise.resolve(plain(Number.parseInt(id.slice(-12), 16)));
    },
    (id) => left.push(id),
  );
  return { cache, reads, left };
}

describe('createConversationCache', () => {
  it('reads a conversation once for all who ask at the same time', async () => {
    const { cache, reads } = cacheThatCounts();
    const [first, second] = await Promise.all([cache.get(idOf(1)), cache.get(idOf(1))]);
    expect(first).toBe(second);
    expect(await cache.get(idOf(1))).toBe(first);
    expect(reads).toEqual([idOf(1)]);
  });

  it('keeps the eight used last, and those that are held', async () => {
    const { cache, left } = cacheThatCounts();
    const release = cache.hold(idOf(1));
    for (let n = 1; n <= 10; n += 1) await cache.get(idOf(n));
    const inMemory = (): readonly number[] =>
      Array.from({ length: 11 }, (_, n) => n).filter((n) => cache.peek(idOf(n)) !== undefined);
    expect(inMemory()).toEqual([1, 4, 5, 6, 7, 8, 9, 10]);
    release();
    await cache.get(idOf(2));
    expect(inMemory()).toEqual([2, 4, 5, 6, 7, 8, 9, 10]);
    expect(left).toEqual([2, 3, 1].map(idOf));
  });

  it('keeps no more text than its budget, but always the one used last', async () => {
    const text = 'x'.repeat(7_000_000);
    const sizes = [1, 1, 0, 1, 3];
    const cache = createConversationCache((id) => {
      const n = Number.parseInt(id.slice(-12), 16);
      const messages = Array.from({ length: sizes[n] ?? 0 }, (_, at) =>
        question(at + 1, at === 0 ? null : idOf(at), text),
      );
      return Promise.resolve(conversationOf(n, 'Long', messages));
    }, ignore);
    const inMemory = (): readonly number[] =>
      sizes.map((_, n) => n).filter((n) => cache.peek(idOf(n)) !== undefined);
    for (const n of [0, 1, 2]) await cache.get(idOf(n));
    expect(inMemory()).toEqual([0, 1, 2]);
    await cache.get(idOf(3));
    expect(inMemory()).toEqual([1, 2, 3]);
    const release = cache.hold(idOf(1));
    await cache.get(idOf(4));
    expect(inMemory()).toEqual([1, 4]);
    release();
    await cache.get(idOf(2));
    expect(inMemory()).toEqual([1, 2]);
  });

  it('holds until everyone who holds has let go', async () => {
    const { cache } = cacheThatCounts();
    const releases = [cache.hold(idOf(1)), cache.hold(idOf(1))];
    for (let n = 1; n <= 9; n += 1) await cache.get(idOf(n));
    releases[0]?.();
    await cache.get(idOf(10));
    expect(cache.peek(idOf(1))).toBeDefined();
    releases[1]?.();
    await cache.get(idOf(11));
    expect(cache.peek(idOf(1))).toBeUndefined();
  });

  it('prefers a change made during a read to what was read', async () => {
    const { promise, resolve } = Promise.withResolvers<Conversation>();
    const cache = createConversationCache(() => promise, ignore);
    const asked = cache.get(idOf(1));
    const changed = withTitle(plain(1), 'Changed');
    cache.put(changed);
    resolve(plain(1));
    expect(await asked).toBe(changed);
    expect(cache.heads().map(({ title }) => title)).toEqual(['Changed']);
  });

  it('tries again after a read that failed', async () => {
    let isBroken = true;
    const cache = createConversationCache(
      () => (isBroken ? Promise.reject(new Error('broken')) : Promise.resolve(plain(1))),
      ignore,
    );
    await expect(cache.get(idOf(1))).rejects.toThrow('broken');
    isBroken = false;
    expect((await cache.get(idOf(1))).title).toBe('Number 1');
  });

  it('forgets what is removed, with its head', () => {
    const { cache } = cacheThatCounts();
    cache.put(plain(1));
    cache.remove(idOf(1));
    expect(cache.has(idOf(1))).toBe(false);
    expect(cache.peek(idOf(1))).toBeUndefined();
  });
});
