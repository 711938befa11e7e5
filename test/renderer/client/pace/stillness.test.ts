import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchStillness } from '../../../../src/renderer/client/pace/stillness.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function rig() {
  const changes: boolean[] = [];
  let isActing = false;
  const wake = watchStillness({
    isActing: () => isActing,
    onChange: (isStill) => changes.push(isStill),
    after: (ms, callback) => void setTimeout(callback, ms),
  });
  const act = (is: boolean): void => {
    isActing = is;
  };
  return { changes, wake, act };
}

it('is still after ten seconds, once, and has no timer from then on', () => {
  const { changes } = rig();
  vi.advanceTimersByTime(9999);
  expect(changes).toEqual([]);
  vi.advanceTimersByTime(100_000);
  expect(changes).toEqual([true]);
  expect(vi.getTimerCount()).toBe(0);
});

it('is not still while the person goes on, with one timer whatever they do', () => {
  const { changes, wake, act } = rig();
  act(true);
  for (let n = 0; n < 100; n += 1) {
    wake();
    vi.advanceTimersByTime(400);
    expect(vi.getTimerCount()).toBe(1);
  }
  act(false);
  vi.advanceTimersByTime(20_000);
  expect(changes).toEqual([true]);
});

it('moves again at once, for ten seconds at least', () => {
  const { changes, wake } = rig();
  vi.advanceTimersByTime(15_000);
  wake();
  expect(changes).toEqual([true, false]);
  vi.advanceTimersByTime(9000);
  wake();
  vi.advanceTimersByTime(9000);
  expect(changes).toEqual([true, false]);
  vi.advanceTimersByTime(10_000);
  expect(changes).toEqual([true, false, true]);
});
