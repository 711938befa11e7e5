/**
 * Statistics of paired measurements. They assume nothing about the distribution of the noise: the
 * median and its order-statistic interval only require that pairs are independent.
 */

/** The middle sample, or the mean of the two middle ones; NaN if there are none. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  // Two infinities in the middle count as one.
  return lower === upper ? upper : (lower + upper) / 2;
}

/** An interval for the median, from one sample to another. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The probability that it contains the median: at least 0.95. */
  readonly confidence: number;
}

/**
 * The exact 95 % interval for the median, also called the sign-test interval: from the kth smallest
 * sample to the kth largest, with the largest k for which it misses the median at most once in
 * twenty times. Each sample is below the median with probability 1/2, so it misses with twice the
 * probability of fewer than k heads in n coin tosses. Null for fewer than six samples, because no
 * interval would suffice.
 */
export function medianInterval(samples: readonly number[]): Interval | null {
  const n = samples.length;
  const sorted = samples.toSorted((a, b) => a - b);
  let interval: Interval | null = null;
  // The probability of exactly `heads` heads, and of at most that many.
  let exactly = 0.5 ** n;
  let atMost = 0;
  for (let heads = 0; heads < n / 2; heads += 1) {
    atMost += exactly;
    if (2 * atMost > 0.05) break;
    const [low, high] = [sorted[heads], sorted[n - 1 - heads]];
    if (low !== undefined && high !== undefined)
      interval = { low, high, confidence: 1 - 2 * atMost };
    exactly *= (n - heads) / (heads + 1);
  }
  return interval;
}

/** One value from each build, measured one right after the other. */
export interface Pair {
  readonly a: number;
  readonly b: number;
}

/**
 * By how many percent each B exceeds its A. If a value is not positive, a ratio is meaningless, so
 * the median size of the As is the base.
 */
export function relativeDifferences(pairs: readonly Pair[]): readonly number[] {
  const arePositive = pairs.every(({ a, b }) => a > 0 && b > 0);
  const base = median(pairs.map(({ a }) => Math.abs(a)));
  return pairs.map(({ a, b }) =>
    // 0 / 0 is no difference, and anything compared with zero is infinitely more.
    a === b ? 0 : ((b - a) / (arePositive ? a : base)) * 100,
  );
}
