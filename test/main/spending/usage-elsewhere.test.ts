import { expect, test } from 'vitest';
import { usageElsewhere } from '../../../src/main/spending/usage-elsewhere.ts';
import type { Spending } from '../../../src/shared/model/spending/ledger.ts';
import { memorySpending } from './memory-spending.ts';

const request = (day: number, more: Partial<Spending> = {}): Spending => ({
  at: new Date(2026, 10, day, 12).getTime(),
  purpose: 'title',
  providerId: 'p',
  model: 'm',
  usage: { promptTokens: 100, completionTokens: 20, cachedTokens: 10 },
  ...more,
});

test('titles, summaries, the API and tool servers are usage that belongs to no answer', async () => {
  const file = memorySpending();
  const charged = { promptTokens: 1, completionTokens: 1, costUsd: 0.5 };
  for (const each of [
    request(1),
    request(1, { purpose: 'api' }),
    request(1, { usage: charged }),
    request(2, { usage: null }),
    request(3, { purpose: 'summary' }),
    request(2, { purpose: 'answer' }),
    request(2, { purpose: 'server' }),
  ]) {
    file.add(each);
  }
  const month = { month: '2026-10', model: 's', answers: 2 };
  const tokens = { promptTokens: 5, completionTokens: 6, cachedTokens: 7 };
  const base = { model: 'm', providerId: 'p', assistant: '', cachedTokens: 0, chargedUsd: null };
  expect(await usageElsewhere(file, [{ ...month, ...tokens }])).toEqual([
    {
      ...base,
      day: '2026-11-01',
      answers: 2,
      promptTokens: 200,
      completionTokens: 40,
      cachedTokens: 20,
    },
    {
      ...base,
      day: '2026-11-01',
      answers: 1,
      promptTokens: 1,
      completionTokens: 1,
      chargedUsd: 0.5,
    },
    { ...base, day: '2026-11-02', answers: 1, promptTokens: 0, completionTokens: 0 },
    {
      ...base,
      day: '2026-11-03',
      answers: 1,
      promptTokens: 100,
      completionTokens: 20,
      cachedTokens: 10,
    },
    { ...base, ...tokens, day: '2026-10', model: 's', providerId: '', answers: 2 },
  ]);
});
