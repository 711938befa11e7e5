import { expect } from 'vitest';

/** Some systems count processor time in ticks of 4 ms; one run may be shorter. */
const runs = 5;

/**
 * Processor time of some runs on this thread (ms). The minimum of three tries, because a garbage
 * collection may fall into one.
 */
function workOf(run: () => void): number {
  const took = Array.from({ length: 3 }, () => {
    const before = process.threadCpuUsage();
    for (let count = 0; count < runs; count += 1) run();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...took);
}

/**
 * Four times the input must take about four times as long. Quadratic work would take sixteen times.
 */
export function expectLinear(run: (size: number) => void, size: number): void {
  run(size);
  expect(workOf(() => run(size * 4))).toBeLessThan(workOf(() => run(size)) * 9 + 5);
}
