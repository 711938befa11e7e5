import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { applyDifference, differenceOf } from '../../../src/main/undo/difference.ts';

const leaf = fc.oneof(fc.string({ maxLength: 4 }), fc.integer(), fc.boolean(), fc.constant(null));
const entry = fc.record(
  { id: fc.constantFrom('a', 'b', 'c', 'd'), name: leaf, size: leaf },
  { requiredKeys: ['id'] },
);
const list = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 4 });
const data = fc.record(
  {
    list,
    byName: fc.dictionary(fc.constantFrom('x', 'y', 'z'), leaf),
    words: fc.array(leaf),
    leaf,
  },
  { requiredKeys: [] },
);

describe('a difference', () => {
  test('leads from either value to the other', () => {
    fc.assert(
      fc.property(data, data, (before, after) => {
        const difference = differenceOf(before, after);
        if (difference === null) {
          expect(after).toEqual(before);
          return;
        }
        expect(applyDifference(before, difference, 'redo')?.value).toEqual(after);
        expect(applyDifference(after, difference, 'undo')?.value).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves alone what has changed beside it', () => {
    const before = { list: [{ id: 'a', name: 'Anna', size: 1 }], prices: { one: 1 } };
    const after = { list: [{ id: 'a', name: 'Berta', size: 1 }], prices: { one: 2 } };
    const difference = differenceOf(before, after);
    const since = {
      list: [
        { id: 'n', name: 'New', size: 0 },
        { id: 'a', name: 'Berta', size: 7 },
      ],
      prices: { one: 2, two: 2 },
    };
    expect(difference).not.toBeNull();
    if (difference === null) return;
    expect(applyDifference(since, difference, 'undo')?.value).toEqual({
      list: [
        { id: 'n', name: 'New', size: 0 },
        { id: 'a', name: 'Anna', size: 7 },
      ],
      prices: { one: 1, two: 2 },
    });
  });

  it('is refused if its own data has changed since', () => {
    const of = (name: string) => [{ id: 'a', name }];
    const renamed = differenceOf(of('Anna'), of('Berta'));
    const added = differenceOf([], of('Anna'));
    const removed = differenceOf(of('Anna'), []);
    expect.assert(renamed !== null && added !== null && removed !== null);
    expect(applyDifference(of('Clara'), renamed, 'undo')).toBeNull();
    expect(applyDifference([], renamed, 'undo')).toBeNull();
    expect(applyDifference(of('Berta'), added, 'undo')).toBeNull();
    // What somebody has put back already stays as it is.
    expect(applyDifference(of('Clara'), removed, 'undo')).toEqual({ value: of('Clara') });
    expect(applyDifference('no list', removed, 'undo')).toBeNull();
  });
});
