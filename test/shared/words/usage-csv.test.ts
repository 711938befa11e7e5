import { describe, expect, it } from 'vitest';
import type { DailyUsage } from '../../../src/shared/model/library.ts';
import { usageRows } from '../../../src/shared/model/spending/usage-rows.ts';
import { dailyCsv, monthlyCsv } from '../../../src/shared/words/usage-csv.ts';

const row = (model: string, chargedUsd: number | null, more: Partial<DailyUsage> = {}) => ({
  day: '2026-11-30',
  model,
  providerId: 'p',
  assistant: '',
  answers: 1,
  promptTokens: 10,
  completionTokens: 2,
  cachedTokens: 4,
  chargedUsd,
  ...more,
});
const rows = (...all: readonly DailyUsage[]) => usageRows(all, null);
const name = (id: string): string => (id === 'p' ? 'Scripted' : id);

describe('usage as CSV', () => {
  it('has a line for each model of a month, with an unknown cost as "?"', () => {
    const all = rows(row('a', 0.5), row('b', null), row('a', 0.25, { day: '2026-11-01' }));
    expect(monthlyCsv(all)).toBe(
      'Month,Model,Tokens,Cost (USD)\r\n2026-11,a,24,0.75\r\n2026-11,b,12,?\r\n',
    );
  });

  it('adds no unknown cost to a known one', () => {
    expect(
      monthlyCsv(rows(row('a', 0.5), row('a', null)))
        .split('\r\n')
        .slice(1, 3),
    ).toEqual(['2026-11,a,12,0.5', '2026-11,a,12,?']);
  });

  it('has a line for each day, model, assistant and provider', () => {
    const all = rows(
      row('a', 0.5, { assistant: 'Ada, the first' }),
      row('b', null, { day: '2026-11' }),
    );
    expect(dailyCsv(all, name).split('\r\n')).toEqual([
      'Day,Model,Assistant,Provider,Answers,Prompt tokens,Cached tokens,Answer tokens,Cost (USD)',
      '2026-11-30,a,"Ada, the first",Scripted,1,10,4,2,0.5',
      '2026-11,b,,Scripted,1,10,4,2,?',
      '',
    ]);
  });

  it('quotes names, and lets no spreadsheet calculate them', () => {
    const csv = monthlyCsv(rows(row('x, "y"', 0), row('=1+1', 0), row('@sum,1', 0)));
    expect(csv).toContain('2026-11,"x, ""y""",12,0');
    expect(csv).toContain("2026-11,'=1+1,12,0");
    expect(csv).toContain('2026-11,"\'@sum,1",12,0');
    expect(dailyCsv(rows(row('a', 0, { assistant: '+cmd' })), () => '-1')).toContain("'+cmd,'-1");
  });
});
