import { expect, test } from 'vitest';
import { createReloadBudget } from '../../../src/main/electron/reload-budget.ts';

test('a crash now and then is mended; one after the other is not', () => {
  let now = 0;
  const mayReload = createReloadBudget(() => now);
  for (let crash = 0; crash < 20; crash += 1) {
    expect(mayReload()).toBe(true);
    now += 30_000;
  }
  now += 60_000;
  expect([1, 2, 3, 4, 5].map(() => mayReload())).toEqual([true, true, true, false, false]);
  now += 60_000;
  expect(mayReload()).toBe(true);
});
