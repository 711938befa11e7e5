import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeTally, torture } from '../../torture/torture.ts';

const kills = 50;

test(
  `${kills} deaths at random moments: nothing committed is lost, at most a second of a stream`,
  { timeout: 120_000 },
  async () => {
    const tally = await torture({
      kills,
      seed: 20_261_123,
      worlds: 8,
      scratch: join(import.meta.dirname, '../../../.cache/torture-test'),
      onDeath: () => undefined,
    });
    console.log(describeTally(tally));
    expect(tally.problems).toEqual([]);
    expect(tally.kills + tally.quits).toBe(kills);
    // A run in which nothing was at stake would prove nothing.
    expect(tally.messages).toBeGreaterThan(kills);
    expect(tally.streaming).toBeGreaterThan(0);
  },
);
