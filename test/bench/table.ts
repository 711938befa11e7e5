import { formatValue, type Figure } from './figures.ts';

/**
 * Lays out rows in columns, with the first row above a line. `right`: the right-aligned columns.
 */
export function layOut(
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number>,
): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        right.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const rule = '─'.repeat(Math.max(...lines.map((line) => line.length)));
  return [lines[0] ?? '', rule, ...lines.slice(1)];
}

function measured({ readings }: Figure): string {
  if (readings === null) return 'did not finish';
  return readings.map(({ value, unit }) => formatValue(value, unit)).join(' / ');
}

/** Prints figures as a table with aligned columns. */
export function printTable(title: string, figures: readonly Figure[]): void {
  const rows = [
    [title, 'measured', 'budget', 'floor'],
    ...figures.map((figure) => [figure.what, measured(figure), figure.budget, figure.floor]),
  ];
  console.log(`\n${layOut(rows, new Set([1, 2])).join('\n')}`);
}

/** The value below which the fraction `p` (0 to 1) of the samples lies; NaN if there are none. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** A time in ms, with one decimal. */
export function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
