import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightAt } from '../../../../src/shared/model/palette/use-weight.ts';
import {
  maxUses,
  usesSchema,
  withUse,
  type Uses,
} from '../../../../src/shared/model/palette/uses.ts';

const dayMs = 24 * 60 * 60 * 1000;

describe('uses', () => {
  it('count less with time: half after a week', () => {
    const once = withUse([], 'a', 0);
    expect(once).toEqual([{ key: 'a', weight: 1, at: 0 }]);
    const [use] = withUse(once, 'a', 7 * dayMs);
    expect(use).toEqual({ key: 'a', weight: 1.5, at: 7 * dayMs });
    expect(use === undefined ? 0 : weightAt(use, 14 * dayMs)).toBeCloseTo(0.75);
  });

  it('stay valid and few, and the last one is always among them', () => {
    const step = fc.tuple(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 30 * dayMs }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        let uses: Uses = [];
        for (const [key, at] of steps) {
          uses = withUse(uses, `key ${key}`, at);
          expect(uses.at(-1)?.key).toBe(`key ${key}`);
        }
        expect(uses.length).toBeLessThanOrEqual(maxUses);
        expect(usesSchema.safeParse(uses).success).toBe(true);
        expect(new Set(uses.map(({ key }) => key)).size).toBe(uses.length);
      }),
      { numRuns: 50 },
    );
  });
});
