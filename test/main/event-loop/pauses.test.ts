import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPauses } from '../../../src/main/event-loop/pauses.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

test('work that goes on for long gives others a turn, and then has its time anew', async () => {
  const pause = createPauses();
  vi.advanceTimersByTime(7);
  expect(pause()).toBeUndefined();
  vi.advanceTimersByTime(1);
  let turns = 0;
  setImmediate(() => (turns += 1));
  await pause();
  expect(turns).toBe(1);
  vi.advanceTimersByTime(7);
  expect(pause()).toBeUndefined();
  vi.advanceTimersByTime(1);
  expect(pause()).toBeInstanceOf(Promise);
});
