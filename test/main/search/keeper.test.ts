import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createKeeper } from '../../../src/main/search/keeper.ts';
import type { OpenLibrary } from '../../../src/main/search/open-library.ts';
import { troubleOf } from '../../../src/main/search/trouble.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refusal = (code: string): Error => Object.assign(new Error('no'), { code });
const damage = Object.assign(new Error('malformed'), { code: 'ERR_SQLITE_ERROR', errcode: 11 });

/** An index in memory that counts attempts to open it; `error` makes them fail. */
function rig() {
  const world = {
    error: null as Error | null,
    /** The error of catching up with the files. */
    workError: null as Error | null,
    attempts: 0,
    discarded: 0,
    reported: [] as unknown[],
  };
  const library = (): OpenLibrary => ({
    state: () => ({ kind: 'ready' }),
    catchUp: () => (world.workError === null ? Promise.resolve() : Promise.reject(world.workError)),
    tidy: () => Promise.resolve(),
    changed: () => undefined,
    reread: () => undefined,
    removed: () => undefined,
    search: () => ({ kind: 'superseded' }),
    statistics: (state) => ({ conversations: 0, messages: 0, usage: [], state }),
    close: () => undefined,
    abandon: () => undefined,
    discard: () => {
      world.discarded += 1;
    },
  });
  const keeper = createKeeper({
    open: () => {
      world.attempts += 1;
      return world.error === null ? Promise.resolve(library()) : Promise.reject(world.error);
    },
    troubleOf: (error) => troubleOf(error, '/nowhere/library.sqlite'),
    tell: () => undefined,
    report: (error) => world.reported.push(error),
  });
  return { world, keeper };
}

it('tries again after 1, 2, 3, 4 and 5 seconds, then every five, and never faster', async () => {
  const { world, keeper } = rig();
  world.error = refusal('EROFS');
  await keeper.start();
  const seen: number[] = [];
  for (let second = 1; second <= 30; second += 1) {
    const before = world.attempts;
    await vi.advanceTimersByTimeAsync(1000);
    if (world.attempts > before) seen.push(second);
  }
  expect(seen).toEqual([1, 3, 6, 10, 15, 20, 25, 30]);
  expect(world.reported).toHaveLength(1);
  world.error = null;
  await vi.advanceTimersByTimeAsync(5000);
  expect(keeper.state()).toEqual({ kind: 'ready' });
  // The next problem is news again, and is retried as quickly.
  world.error = refusal('EROFS');
  const open = await keeper.ready();
  if (open === null) throw new Error('It is open');
  await keeper.failed(open, refusal('EIO'));
  expect(world.reported).toHaveLength(2);
  keeper.close();
});

it('who searches does not wait for the next attempt, and cannot cause more than one a second', async () => {
  const { world, keeper } = rig();
  world.error = refusal('EACCES');
  await keeper.start();
  await vi.advanceTimersByTimeAsync(26_000);
  const before = world.attempts;
  await keeper.ready();
  expect(world.attempts).toBe(before);
  await vi.advanceTimersByTimeAsync(2000);
  world.error = null;
  expect(await keeper.ready()).not.toBeNull();
  expect(world.attempts).toBe(before + 1);
  keeper.close();
});

it('an index that opens and fails at its work is tried more and more seldom', async () => {
  const { world, keeper } = rig();
  world.workError = refusal('ENOSPC');
  await keeper.start();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(world.attempts).toBeLessThan(10);
  expect(world.reported).toHaveLength(1);
  world.workError = null;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(keeper.state()).toEqual({ kind: 'ready' });
  keeper.close();
});

it('a damaged index is made anew twice at once, and then no more often than any other trouble', async () => {
  const { world, keeper } = rig();
  world.workError = damage;
  await keeper.start();
  await vi.advanceTimersByTimeAsync(0);
  expect([world.attempts, world.discarded]).toEqual([3, 2]);
  expect(keeper.state()).toMatchObject({ kind: 'unavailable' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(world.attempts).toBeLessThan(12);
  keeper.close();
});

it('nothing is tried after the end, nor where there is no full-text search at all', async () => {
  const { world, keeper } = rig();
  world.error = refusal('EROFS');
  await keeper.start();
  keeper.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await keeper.ready()).toBeNull();
  expect(world.attempts).toBe(1);

  const other = rig();
  other.world.error = refusal('ERR_UNKNOWN_BUILTIN_MODULE');
  await other.keeper.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(other.world.attempts).toBe(1);
});
