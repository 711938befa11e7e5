import { expect, it } from 'vitest';
import { addUsage } from '../../../src/main/search/handlers.ts';
import type { MonthlyUsage } from '../../../src/shared/model/library.ts';

const row = (month: string, model: string, tokens: number): MonthlyUsage => ({
  month,
  model,
  answers: 1,
  promptTokens: tokens,
  completionTokens: tokens * 2,
  cachedTokens: tokens * 3,
});

it('usage within conversations and elsewhere adds up by month and model', () => {
  const within = [row('2026-10', 'a', 1), row('2026-11', 'a', 2), row('2026-11', 'c', 3)];
  const elsewhere = [row('2026-11', 'a', 10), row('2026-11', 'b', 20), row('2026-09', 'a', 30)];
  expect(addUsage(within, elsewhere)).toEqual([
    row('2026-09', 'a', 30),
    row('2026-10', 'a', 1),
    { ...row('2026-11', 'a', 12), answers: 2 },
    row('2026-11', 'b', 20),
    row('2026-11', 'c', 3),
  ]);
  expect(addUsage(within, [])).toEqual(within);
});
