/**
 * What paired measurements say of a difference. Nothing is assumed of how the noise is distributed:
 * the median and its order-statistic interval need only that one pair tells nothing of the next.
 */

/** The middle of the samples, or the mean of the two in the middle; NaN for none. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  // Two infinities in the middle are one.
  return lower === upper ? upper : (lower + upper) / 2;
}

/** An interval for the median, from one of the samples to another. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The probability with which it holds the median, at least: 0.95 or more. */
  readonly confidence: number;
}

/**
 * The exact 95 % interval for the median, also called the sign-test interval: from the kth smallest
 * sample to the kth largest, with the largest k for which it misses the median at most once in twenty
 * times. Each sample is below the median with probability 1/2, so it misses with twice the probability
 * of fewer than k heads in n throws of a coin. Null for fewer than six samples: no interval would do.
 */
export function medianInterval(samples: readonly number[]): Interval | null {
  const n = samples.length;
  const sorted = samples.toSorted((a, b) => a - b);
  let interval: Interval | null = null;
  // The probability of exactly `heads` heads, and of at most so many.
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
 * By how many percent each B is above its A. Where a value is not positive, a share of it means
 * nothing: then of the median size of the As.
 */
export function relativeDifferences(pairs: readonly Pair[]): readonly number[] {
  const arePositive = pairs.every(({ a, b }) => a > 0 && b > 0);
  const base = median(pairs.map(({ a }) => Math.abs(a)));
  return pairs.map(({ a, b }) =>
    // 0 / 0 is no difference, and anything beside nothing is infinitely more.
    a === b ? 0 : ((b - a) / (arePositive ? a : base)) * 100,
  );
}
