import type { NamedReading } from '../figures.ts';
import {
  median,
  medianInterval,
  relativeDifferences,
  type Interval,
  type Pair,
} from './statistics.ts';

/** Median differences above this percentage count. */
export const toleratedPercent = 5;

/**
 * `same`: the interval lies within the tolerance. `open`: it does not, and the pairs decide
 * nothing.
 */
export type Verdict = 'worse' | 'better' | 'same' | 'open';

/** The comparison of one figure between two builds. */
export type Comparison = { readonly reading: NamedReading } & (
  | {
      /** A count that was equal in all runs of a build. */
      readonly kind: 'exact';
      readonly a: number;
      readonly b: number;
      readonly verdict: 'worse' | 'better' | 'same';
    }
  | {
      readonly kind: 'paired';
      readonly a: number;
      readonly b: number;
      /** Of B relative to A; the median and its interval, in percent. */
      readonly difference: number;
      readonly interval: Interval;
      readonly verdict: Verdict;
    }
  | { readonly kind: 'unpaired'; readonly in: 'A' | 'B' }
);

/** All readings of one run of a bench, for both builds. */
export interface RunPair {
  readonly a: readonly NamedReading[];
  readonly b: readonly NamedReading[];
}

function verdictOf(
  difference: number,
  { low, high }: Interval,
  better: NamedReading['better'],
): Verdict {
  const isClear = low > 0 || high < 0;
  if (isClear && Math.abs(difference) > toleratedPercent) {
    return difference > 0 === (better === 'lower') ? 'worse' : 'better';
  }
  return low >= -toleratedPercent && high <= toleratedPercent ? 'same' : 'open';
}

function compareExactly(reading: NamedReading, a: number, b: number): Comparison {
  const isMore = b > a;
  const verdict = a === b ? 'same' : isMore === (reading.better === 'lower') ? 'worse' : 'better';
  return { kind: 'exact', reading, a, b, verdict };
}

function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

/**
 * Compares one figure. A measurement is worse if the median of the paired differences is over 5 %
 * in the bad direction and the interval excludes zero. A count is compared exactly, unless it
 * varied between runs of a build; it then depends on time and is judged like a measurement.
 */
function compareFigure(reading: NamedReading, pairs: readonly Pair[]): Comparison {
  const as = pairs.map(({ a }) => a);
  const bs = pairs.map(({ b }) => b);
  const [a, b] = [as[0], bs[0]];
  if (reading.kind === 'count' && a !== undefined && b !== undefined) {
    if (isConstant(as) && isConstant(bs)) return compareExactly(reading, a, b);
  }
  const differences = relativeDifferences(pairs);
  const interval = medianInterval(differences);
  if (interval === null) throw new Error(`${pairs.length} pairs are too few for an interval.`);
  const difference = median(differences);
  return {
    kind: 'paired',
    reading,
    a: median(as),
    b: median(bs),
    difference,
    interval,
    verdict: verdictOf(difference, interval, reading.better),
  };
}

const keyOf = ({ bench, name }: NamedReading): string => `${bench}\n${name}`;

function byKey(readings: readonly NamedReading[]): ReadonlyMap<string, NamedReading> {
  const found = new Map<string, NamedReading>();
  for (const reading of readings) {
    const key = keyOf(reading);
    if (found.has(key)) throw new Error(`The bench ${reading.bench} has two of ${reading.name}.`);
    found.set(key, reading);
  }
  return found;
}

/** Compares the paired measurements of two builds, figure by figure, in the order of build B. */
export function compareRuns(runs: readonly RunPair[]): readonly Comparison[] {
  const as = runs.map(({ a }) => byKey(a));
  const bs = runs.map(({ b }) => byKey(b));
  const known = new Map([...bs, ...as].flatMap((run) => [...run]));
  return [...known].map(([key, reading]): Comparison => {
    const pairs = runs.flatMap((_, index): Pair[] => {
      const [a, b] = [as[index]?.get(key), bs[index]?.get(key)];
      return a === undefined || b === undefined ? [] : [{ a: a.value, b: b.value }];
    });
    if (pairs.length === runs.length) return compareFigure(reading, pairs);
    if (bs.every((run) => run.has(key))) return { kind: 'unpaired', reading, in: 'B' };
    if (as.every((run) => run.has(key))) return { kind: 'unpaired', reading, in: 'A' };
    throw new Error(`The bench ${reading.bench} gave ${reading.name} only now and then.`);
  });
}
