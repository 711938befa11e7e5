import { expect, it } from 'vitest';
import {
  otherModels,
  usageByModel,
  usageMonths,
  usageRows,
  type UsageRow,
} from '../../../../src/renderer/features/settings/usage/usage-months.ts';
import type { KnownPrice } from '../../../../src/shared/model/cost.ts';
import type { MonthlyUsage } from '../../../../src/shared/model/library.ts';

function usage(month: string, model: string, tokens: number): MonthlyUsage {
  return { month, model, answers: 1, promptTokens: tokens, completionTokens: 0, cachedTokens: 0 };
}

const price: KnownPrice = { prompt: 2, completion: 10, from: { kind: 'person' } };
const tokensOf = (row: UsageRow): number => row.tokens;

it('draws every month from the first to the last, also across a year and without answers', () => {
  const rows = usageRows([usage('2025-11', 'a', 5), usage('2026-02', 'b', 7)], null);
  const { months } = usageMonths(rows, tokensOf);
  expect(months.map(({ month, amount }) => [month, amount])).toEqual([
    ['2025-11', 5],
    ['2025-12', 0],
    ['2026-01', 0],
    ['2026-02', 7],
  ]);
});

it('names the most used models and adds the rest up; nothing is lost', () => {
  const rows = usageRows(
    'abcdefg'.split('').map((model, index) => usage('2026-01', model, index + 1)),
    null,
  );
  const { months, models } = usageMonths(rows, tokensOf);
  expect(models).toEqual(['g', 'f', 'e', 'd', otherModels]);
  expect(months[0]?.parts.at(-1)?.amount).toBe(1 + 2 + 3);
  expect(months[0]?.amount).toBe(28);
  expect(months[0]?.parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(28);
});

it('has nothing to draw where nothing was counted', () => {
  const rows = usageRows([usage('2026-01', '', 0)], null);
  expect(usageMonths(rows, tokensOf)).toEqual({ months: [], models: [] });
});

it('leaves out what is older than the months of the chart, in the tables, too', () => {
  const rows = usageRows([usage('2020-01', 'a', 5), usage('2026-01', 'a', 7)], null);
  expect(rows.map(({ month }) => month)).toEqual(['2026-01']);
});

it('knows no cost, rather than none, of a model without a price', () => {
  const rows = usageRows(
    [
      usage('2026-01', 'a', 500_000),
      usage('2026-02', 'a', 1_000_000),
      usage('2026-02', 'constructor', 9_000_000),
    ],
    { a: price },
  );
  expect(usageByModel(rows)).toEqual([
    { month: '2026-02', model: 'constructor', tokens: 9_000_000, cost: null },
    { month: '2026-02', model: 'a', tokens: 1_500_000, cost: 3 },
  ]);
  const { months, models } = usageMonths(rows, (row) => row.cost ?? 0);
  expect(models).toEqual(['a']);
  expect(months.map(({ amount }) => amount)).toEqual([1, 2]);
});
