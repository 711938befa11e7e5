import { expect, it } from 'vitest';
import { otherModels, usageMonths } from '../../../src/renderer/features/settings/usage-months.ts';
import type { MonthlyUsage } from '../../../src/shared/library.ts';

function usage(month: string, model: string, tokens: number): MonthlyUsage {
  return { month, model, answers: 1, promptTokens: tokens, completionTokens: 0, cachedTokens: 0 };
}

it('draws every month from the first to the last, also across a year and without answers', () => {
  const { months } = usageMonths([usage('2025-11', 'a', 5), usage('2026-02', 'b', 7)]);
  expect(months.map(({ month, tokens }) => [month, tokens])).toEqual([
    ['2025-11', 5],
    ['2025-12', 0],
    ['2026-01', 0],
    ['2026-02', 7],
  ]);
});

it('names the most used models and adds the rest up; nothing is lost', () => {
  const rows = 'abcdefg'.split('').map((model, index) => usage('2026-01', model, index + 1));
  const { months, models } = usageMonths(rows);
  expect(models.map(({ model }) => model)).toEqual(['g', 'f', 'e', 'd', otherModels]);
  expect(models.at(-1)?.tokens).toBe(1 + 2 + 3);
  expect(months[0]?.tokens).toBe(28);
  expect(months[0]?.parts.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(28);
});

it('has nothing to draw where nothing was counted', () => {
  expect(usageMonths([usage('2026-01', '', 0)])).toEqual({ months: [], models: [] });
});
