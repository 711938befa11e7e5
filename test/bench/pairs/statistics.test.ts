import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../library/random.ts';
import { median, medianInterval, relativeDifferences } from './statistics.ts';

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index + 1);

/** Noise as clocks have it: never much below, sometimes far above. */
const skewed = (random: Random): number => (-Math.log(1 - random.next())) ** 3;

describe('the median', () => {
  it('is the middle, or the mean of the two in the middle', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
    expect(median([])).toBeNaN();
    expect(median([Infinity, Infinity])).toBe(Infinity);
  });
});

describe('the interval of the median', () => {
  // From the tables of the sign test: the samples it starts and ends with, and its confidence.
  it.each([
    [6, 1, 6, 0.96875],
    [7, 1, 7, 0.984375],
    [8, 1, 8, 0.9921875],
    [9, 2, 8, 0.9609375],
    [12, 3, 10, 0.96142578125],
    [20, 6, 15, 0.9586105346679688],
    [25, 8, 18, 0.9567147493362427],
  ])('of %i samples goes from the %ith to the %ith', (n, low, high, confidence) => {
    const interval = medianInterval(upTo(n).toReversed());
    expect(interval).toMatchObject({ low, high });
    expect(interval?.confidence).toBeCloseTo(confidence, 10);
  });

  it('is none for fewer than six samples', () => {
    for (const n of [0, 1, 5]) expect(medianInterval(upTo(n))).toBeNull();
  });

  it('holds the median 95 times in a hundred, whatever the noise is like', () => {
    const random = createRandom(1);
    const trueMedian = Math.log(2) ** 3;
    for (const n of [7, 9, 12]) {
      let held = 0;
      const runs = 4000;
      for (let run = 0; run < runs; run += 1) {
        const interval = medianInterval(Array.from({ length: n }, () => skewed(random)));
        if (interval !== null && interval.low <= trueMedian && trueMedian <= interval.high) {
          held += 1;
        }
      }
      expect(held / runs).toBeGreaterThan(0.95);
    }
  });
});

describe('relative differences', () => {
  it('are in percent of the A of the same pair', () => {
    expect(
      relativeDifferences([
        { a: 100, b: 110 },
        { a: 200, b: 190 },
      ]),
    ).toEqual([10, -5]);
  });

  it('are in percent of the median A where a value is not positive', () => {
    expect(
      relativeDifferences([
        { a: -2, b: 2 },
        { a: 4, b: 5 },
        { a: 4, b: 4 },
      ]),
    ).toEqual([100, 25, 0]);
  });

  it('are none between nothing and nothing, and infinite between nothing and something', () => {
    const pairs = [
      { a: 0, b: 0 },
      { a: 0, b: 3 },
      { a: 0, b: -3 },
    ];
    expect(relativeDifferences(pairs)).toEqual([0, Infinity, -Infinity]);
  });
});
