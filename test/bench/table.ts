/** One measured figure, with its budget and the cheapest thing that could possibly do it. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
  readonly floor: string;
}

/** Prints figures as a table with aligned columns. */
export function printTable(title: string, figures: readonly Figure[]): void {
  const header: Figure = { what: title, measured: 'measured', budget: 'budget', floor: 'floor' };
  const rows = [header, ...figures];
  const width = (key: keyof Figure): number => Math.max(...rows.map((row) => row[key].length));
  const widths = { what: width('what'), measured: width('measured'), budget: width('budget') };
  console.log('');
  for (const [index, row] of rows.entries()) {
    console.log(
      `${row.what.padEnd(widths.what)}  ${row.measured.padStart(widths.measured)}  ${row.budget.padStart(widths.budget)}  ${row.floor}`,
    );
    if (index === 0) console.log('─'.repeat(widths.what + widths.measured + widths.budget + 12));
  }
}

/** The value below which the share `p` (0 to 1) of the samples lies; NaN for none. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** A time in ms, with a digit behind the point. */
export function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
