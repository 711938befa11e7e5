import type { UsageRow } from './usage-months.ts';

/** A value of a CSV file. A name that a spreadsheet would calculate becomes a text. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Usage by month and model as CSV (RFC 4180), with the cost in US dollars; "?" if it is unknown. */
export function usageCsv(rows: readonly UsageRow[]): string {
  const lines = rows.map(({ month, model, tokens, cost }) =>
    [month, cell(model), String(tokens), cost === null ? '?' : String(cost)].join(','),
  );
  return ['Month,Model,Tokens,Cost (USD)', ...lines, ''].join('\r\n');
}
