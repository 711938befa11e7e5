import { formatValue, type Reading } from '../figures.ts';
import { layOut } from '../table.ts';
import { toleratedPercent, type Comparison } from './compare.ts';

const heading = ['figure', 'better', 'A', 'B', 'difference', '95 % interval', 'verdict'];

function percent(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '+∞ %' : '−∞ %';
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  return `${sign}${Math.abs(value).toFixed(1)} %`;
}

/** A difference of counts without rounding, which would hide a single byte. */
function exactly(difference: number, unit: Reading['unit']): string {
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
  const size = Math.abs(difference).toLocaleString('en', { maximumSignificantDigits: 12 });
  return `${sign}${size}${unit === 'bytes' ? ' B' : ''}`;
}

function row(comparison: Comparison): readonly string[] {
  const { reading } = comparison;
  const start = [`${reading.bench}: ${reading.name}`, reading.better];
  const value = (number: number): string => formatValue(number, reading.unit);
  switch (comparison.kind) {
    case 'exact': {
      const { a, b, verdict } = comparison;
      return [...start, value(a), value(b), exactly(b - a, reading.unit), 'exact', verdict];
    }
    case 'paired': {
      const { a, b, difference, interval, verdict } = comparison;
      const range = `${percent(interval.low)} … ${percent(interval.high)}`;
      return [...start, value(a), value(b), percent(difference), range, verdict];
    }
    case 'unpaired':
      return [...start, '', '', '', '', `only in ${comparison.in}`];
  }
}

/** The table of comparisons. */
export function comparisonTable(comparisons: readonly Comparison[]): readonly string[] {
  return layOut([heading, ...comparisons.map(row)], new Set([2, 3, 4, 5]));
}

/** The result of the table, in a few lines. */
export function summarize(comparisons: readonly Comparison[]): readonly string[] {
  const named = (verdict: string): readonly string[] =>
    comparisons
      .filter((each) => each.kind !== 'unpaired' && each.verdict === verdict)
      .map(({ reading }) => `${reading.bench}: ${reading.name}`);
  const worse = named('worse');
  const better = named('better');
  const open = named('open');
  return [
    worse.length === 0 ? 'Nothing is worse.' : `Worse: ${worse.join('; ')}.`,
    ...(better.length === 0 ? [] : [`Better: ${better.join('; ')}.`]),
    ...(open.length === 0
      ? []
      : [
          `Open, because the interval reaches beyond ${toleratedPercent} %: ${open.join('; ')}. More pairs on an idle machine would tell.`,
        ]),
  ];
}
