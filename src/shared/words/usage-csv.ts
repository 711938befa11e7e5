import type { UsageRow } from '../model/spending/usage-rows.ts';

/** A value of a CSV file. A name that a spreadsheet would calculate becomes a text. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cost in US dollars; "?" if it is unknown. */
function costCell({ known, unknown }: UsageRow['cost']): string {
  return unknown > 0 ? '?' : String(known);
}

function csv(head: string, lines: readonly (readonly string[])[]): string {
  return [head, ...lines.map((line) => line.join(',')), ''].join('\r\n');
}

/** Usage by month and model as CSV (RFC 4180). What has no price has lines of its own. */
export function monthlyCsv(rows: readonly UsageRow[]): string {
  const lines = new Map<string, { head: readonly string[]; tokens: number; row: UsageRow }>();
  for (const row of rows) {
    const head = [row.day.slice(0, 7), cell(row.model)];
    const key = JSON.stringify([...head, row.cost.unknown > 0]);
    const { tokens, row: before } = lines.get(key) ?? { tokens: 0, row: null };
    const known = (before?.cost.known ?? 0) + row.cost.known;
    const sum = { ...row, cost: { ...row.cost, known } };
    lines.set(key, { head, tokens: tokens + row.tokens, row: sum });
  }
  return csv(
    'Month,Model,Tokens,Cost (USD)',
    [...lines.values()].map(({ head, tokens, row }) => [
      ...head,
      String(tokens),
      costCell(row.cost),
    ]),
  );
}

/** Usage by day, model, assistant and provider as CSV (RFC 4180). */
export function dailyCsv(
  rows: readonly UsageRow[],
  providerName: (providerId: string) => string,
): string {
  return csv(
    'Day,Model,Assistant,Provider,Answers,Prompt tokens,Cached tokens,Answer tokens,Cost (USD)',
    rows.map((row) => [
      row.day,
      cell(row.model),
      cell(row.assistant),
      cell(providerName(row.providerId)),
      String(row.answers),
      String(row.promptTokens),
      String(row.cachedTokens),
      String(row.completionTokens),
      costCell(row.cost),
    ]),
  );
}
