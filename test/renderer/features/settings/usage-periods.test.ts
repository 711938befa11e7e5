import { expect, it } from 'vitest';
import {
  otherNames,
  rowsIn,
  usageChart,
  usagePeriods,
  usageSums,
  type UsageSum,
  type UsageView,
} from '../../../../src/renderer/features/settings/usage/usage-periods.ts';
import type { KnownPrice } from '../../../../src/shared/model/cost.ts';
import type { DailyUsage } from '../../../../src/shared/model/library.ts';
import { usageRows } from '../../../../src/shared/model/spending/usage-rows.ts';

function usage(
  day: string,
  model: string,
  tokens: number,
  more: Partial<DailyUsage> = {},
): DailyUsage {
  return {
    day,
    model,
    providerId: 'p',
    assistant: '',
    answers: 1,
    promptTokens: tokens,
    completionTokens: 0,
    cachedTokens: 0,
    chargedUsd: null,
    ...more,
  };
}

const price: KnownPrice = { prompt: 2, completion: 10, from: { kind: 'person' } };
const tokensOf = (sum: UsageSum): number => sum.tokens;
const byMonth: UsageView = { by: 'model', month: null, providers: new Map([['p', 'Scripted']]) };

it('draws every month from the first to the last, also across a year and without answers', () => {
  const rows = usageRows([usage('2025-11-03', 'a', 5), usage('2026-02-01', 'b', 7)], null);
  const { periods } = usageChart(rows, byMonth, tokensOf);
  expect(periods.map(({ period, amount }) => [period, amount])).toEqual([
    ['2025-11', 5],
    ['2025-12', 0],
    ['2026-01', 0],
    ['2026-02', 7],
  ]);
});

it('draws every day of a month; what has no day is in the sums alone', () => {
  const rows = rowsIn(
    usageRows(
      [
        usage('2026-01-31', 'a', 1),
        usage('2026-02-02', 'a', 5),
        usage('2026-02-28', 'b', 7),
        usage('2026-02', 'b', 9),
      ],
      null,
    ),
    '2026-02',
  );
  const view: UsageView = { ...byMonth, month: '2026-02' };
  const { periods } = usageChart(rows, view, tokensOf);
  expect(periods).toHaveLength(28);
  expect(periods.filter(({ amount }) => amount > 0)).toMatchObject([
    { period: '2026-02-02', amount: 5 },
    { period: '2026-02-28', amount: 7 },
  ]);
  expect(usageSums(rows, 'model', view.providers)).toMatchObject([
    { name: 'b', tokens: 16 },
    { name: 'a', tokens: 5 },
  ]);
  expect(usagePeriods(rows, null)).toMatchObject([{ period: '2026-02', rows: { length: 3 } }]);
});

it('divides by assistant and by provider, of which some have no name', () => {
  const rows = usageRows(
    [
      usage('2026-01-01', 'a', 1, { assistant: 'Ada' }),
      usage('2026-01-02', 'a', 5, { providerId: 'gone' }),
      usage('2026-01-02', 'a', 2, { providerId: '' }),
    ],
    null,
  );
  const named = (by: UsageView['by']) =>
    usageSums(rows, by, byMonth.providers).map(({ name, tokens }) => [name, tokens]);
  expect(named('assistant')).toEqual([
    ['No assistant', 7],
    ['Ada', 1],
  ]);
  expect(named('provider')).toEqual([
    ['gone', 5],
    ['Unknown provider', 2],
    ['Scripted', 1],
  ]);
});

it('names the most used models and adds the rest up; nothing is lost', () => {
  const rows = usageRows(
    'abcdefg'.split('').map((model, index) => usage('2026-01-01', model, index + 1)),
    null,
  );
  const { periods, names } = usageChart(rows, byMonth, tokensOf);
  expect(names).toEqual(['g', 'f', 'e', 'd', otherNames()]);
  expect(periods[0]?.parts.at(-1)?.amount).toBe(1 + 2 + 3);
  expect(periods[0]?.amount).toBe(28);
  expect(periods[0]?.parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(28);
});

it('has nothing to draw where nothing was counted', () => {
  const rows = usageRows([usage('2026-01-01', '', 0)], null);
  expect(rows).toEqual([]);
  expect(usageChart(rows, byMonth, tokensOf)).toEqual({ periods: [], names: [] });
});

it('leaves out what is older than the months of the chart, in the tables, too', () => {
  const rows = usageRows([usage('2020-01-01', 'a', 5), usage('2026-01-01', 'a', 7)], null);
  expect(rowsIn(rows, null).map(({ day }) => day)).toEqual(['2026-01-01']);
});

it('knows no cost, rather than none, of a model without a price', () => {
  const rows = usageRows(
    [
      usage('2026-01-01', 'a', 500_000),
      usage('2026-02-01', 'a', 1_000_000),
      usage('2026-02-01', 'constructor', 9_000_000),
    ],
    { a: price },
  );
  expect(usageSums(rows, 'model', byMonth.providers)).toEqual([
    {
      key: 'constructor',
      name: 'constructor',
      tokens: 9_000_000,
      cost: { known: 0, counted: 0, unknown: 1 },
    },
    { key: 'a', name: 'a', tokens: 1_500_000, cost: { known: 3, counted: 2, unknown: 0 } },
  ]);
  const { periods, names } = usageChart(rows, byMonth, ({ cost }) => cost.known);
  expect(names).toEqual(['a']);
  expect(periods.map(({ amount }) => amount)).toEqual([1, 2]);
});

it('takes what a server charged before what a price gives', () => {
  const rows = usageRows(
    [usage('2026-01-01', 'a', 1_000_000, { chargedUsd: 0.5 }), usage('2026-01-01', 'a', 500_000)],
    { a: price },
  );
  expect(usageSums(rows, 'model', byMonth.providers)).toMatchObject([
    { cost: { known: 1.5, counted: 2, unknown: 0 } },
  ]);
});
