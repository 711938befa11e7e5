import { describe, expect, it } from 'vitest';
import { usageCsv } from '../../../../src/renderer/features/settings/usage/usage-csv.ts';

const row = (model: string, cost: number | null) => ({ month: '2026-11', model, tokens: 12, cost });

describe('usage as CSV', () => {
  it('has a line for each model of a month, with an unknown cost as "?"', () => {
    expect(usageCsv([row('a', 0.5), row('b', null)])).toBe(
      'Month,Model,Tokens,Cost (USD)\r\n2026-11,a,12,0.5\r\n2026-11,b,12,?\r\n',
    );
  });

  it('quotes names, and lets no spreadsheet calculate them', () => {
    const csv = usageCsv([row('x, "y"', 0), row('=1+1', 0), row('@sum,1', 0)]);
    expect(csv).toContain('2026-11,"x, ""y""",12,0');
    expect(csv).toContain("2026-11,'=1+1,12,0");
    expect(csv).toContain('2026-11,"\'@sum,1",12,0');
  });
});
