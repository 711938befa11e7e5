import { describe, expect, it } from 'vitest';
import { count, rate, time, type Reading } from '../figures.ts';
import { createRandom } from '../library/random.ts';
import { compareRuns, type Comparison, type RunPair } from './compare.ts';

const runsOf = (
  make: (name: string, value: number) => Reading,
  as: readonly number[],
  bs: readonly number[],
): readonly RunPair[] =>
  as.map((a, index) => ({
    a: [{ bench: 'x', ...make('it', a) }],
    b: [{ bench: 'x', ...make('it', bs[index] ?? Number.NaN) }],
  }));

function only(runs: readonly RunPair[]): Comparison {
  const [comparison, ...rest] = compareRuns(runs);
  expect(rest).toEqual([]);
  if (comparison === undefined) throw new Error('Nothing was compared.');
  return comparison;
}

const scaled = (values: readonly number[], by: number): number[] =>
  values.map((value) => value * by);

/** A machine whose speed drifts to half and back, with about 3 % noise per measurement. */
function measured(seed: number, pairs: number, slower: number): readonly RunPair[] {
  const random = createRandom(seed);
  const noise = (): number => 0.97 + 0.06 * random.next();
  const drift = Array.from({ length: pairs }, (_, pair) => 1 + Math.sin((pair / pairs) * Math.PI));
  return runsOf(
    time,
    drift.map((speed) => 100 * speed * noise()),
    drift.map((speed) => 100 * speed * slower * noise()),
  );
}

const share = (verdict: string, slower: number, pairs: number): number => {
  const seeds = Array.from({ length: 500 }, (_, seed) => seed);
  const found = seeds.filter((seed) => {
    const comparison = only(measured(seed, pairs, slower));
    return comparison.kind === 'paired' && comparison.verdict === verdict;
  });
  return found.length / seeds.length;
};

describe('a measurement', () => {
  const as = [100, 104, 98, 180, 101, 97, 103];

  it('is worse when every pair says so, by more than 5 % in the middle', () => {
    const comparison = only(runsOf(time, as, scaled(as, 1.08)));
    expect(comparison).toMatchObject({ kind: 'paired', verdict: 'worse', a: 101 });
    if (comparison.kind !== 'paired') throw new Error('not paired');
    expect(comparison.difference).toBeCloseTo(8, 6);
    expect(comparison.interval.low).toBeCloseTo(8, 6);
  });

  it('is better the other way round, and by its own sense', () => {
    expect(only(runsOf(time, as, scaled(as, 0.9)))).toMatchObject({ verdict: 'better' });
    expect(only(runsOf(rate, as, scaled(as, 0.9)))).toMatchObject({ verdict: 'worse' });
    expect(only(runsOf(rate, as, scaled(as, 1.2)))).toMatchObject({ verdict: 'better' });
  });

  it('is not worse within 5 %, however clear it is', () => {
    expect(only(runsOf(time, as, scaled(as, 1.04)))).toMatchObject({ verdict: 'same' });
    expect(only(runsOf(time, as, scaled(as, 0.96)))).toMatchObject({ verdict: 'same' });
  });

  it('is not worse as long as the interval holds zero: that stays open', () => {
    const bs = scaled(as, 1.2);
    bs[3] = 90;
    expect(only(runsOf(time, as, bs))).toMatchObject({ verdict: 'open' });
  });

  it('is worse in spite of one pair that says otherwise, with nine pairs', () => {
    const more = [...as, 99, 102];
    const bs = scaled(more, 1.2);
    bs[3] = 90;
    expect(only(runsOf(time, more, bs))).toMatchObject({ verdict: 'worse' });
  });

  it('is found when it is shifted, though the machine drifts far more than that', () => {
    expect(share('worse', 1.12, 7)).toBeGreaterThan(0.95);
    expect(share('better', 0.88, 7)).toBeGreaterThan(0.95);
  });

  it('is not called worse or better for its noise', () => {
    for (const pairs of [7, 9, 12]) {
      expect(share('worse', 1, pairs)).toBe(0);
      expect(share('better', 1, pairs)).toBe(0);
    }
  });
});

describe('a count', () => {
  const constant = (value: number): readonly number[] => Array.from({ length: 7 }, () => value);

  it('is compared exactly', () => {
    expect(only(runsOf(count, constant(174_000), constant(174_000)))).toMatchObject({
      kind: 'exact',
      verdict: 'same',
    });
    expect(only(runsOf(count, constant(174_000), constant(174_001)))).toMatchObject({
      kind: 'exact',
      verdict: 'worse',
    });
    expect(only(runsOf(count, constant(0), constant(1)))).toMatchObject({ verdict: 'worse' });
    expect(only(runsOf(count, constant(2), constant(1)))).toMatchObject({ verdict: 'better' });
  });

  it('is judged like a measurement where it is not the same each time', () => {
    const as = [1000, 1010, 1005, 1000, 1020, 1001, 1003];
    expect(only(runsOf(count, as, scaled(as, 1.01)))).toMatchObject({
      kind: 'paired',
      verdict: 'same',
    });
    expect(only(runsOf(count, as, scaled(as, 1.08)))).toMatchObject({ verdict: 'worse' });
    // As soon as one of the builds varies.
    expect(only(runsOf(count, as, constant(1000)))).toMatchObject({ kind: 'paired' });
  });
});

describe('figures that do not match', () => {
  const [run] = runsOf(time, [1], [1]);
  if (run === undefined) throw new Error('no run');
  const seven = (pair: RunPair): readonly RunPair[] => Array.from({ length: 7 }, () => pair);

  it('are told apart by the build that has them', () => {
    const other = { bench: 'x', ...time('new', 2) };
    expect(compareRuns(seven({ a: run.a, b: [...run.b, other] }))).toMatchObject([
      { kind: 'paired', reading: { name: 'it' } },
      { kind: 'unpaired', in: 'B', reading: { name: 'new' } },
    ]);
    expect(compareRuns(seven({ a: [...run.a, other], b: run.b }))).toMatchObject([
      { kind: 'paired', reading: { name: 'it' } },
      { kind: 'unpaired', in: 'A', reading: { name: 'new' } },
    ]);
  });

  it('are an error when there are two of a name, or one only now and then', () => {
    expect(() => compareRuns(seven({ a: [...run.a, ...run.a], b: run.b }))).toThrow('two of it');
    expect(() => compareRuns([...seven(run), { a: run.a, b: [] }])).not.toThrow('two');
    expect(() => compareRuns([...seven(run), { a: [], b: [] }])).toThrow('only now and then');
  });

  it('are an error with too few pairs for an interval', () => {
    expect(() => compareRuns([run, run])).toThrow('too few');
  });
});
