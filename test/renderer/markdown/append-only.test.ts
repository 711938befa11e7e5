import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptySplit, feed, finish } from '../../../src/renderer/markdown/split/splitter.ts';
import { chunksOf, longDocument, smallDocument } from './documents.ts';

test('a finished block, and a full group, is never made anew', () => {
  const documents = fc
    .tuple(fc.array(smallDocument, { minLength: 3, maxLength: 12 }), longDocument)
    .map(([parts, long]) => [...parts, long].join('\n\n'));
  fc.assert(
    fc.property(documents, fc.nat(), (text, seed) => {
      let split = emptySplit();
      for (const chunk of chunksOf(text, seed)) {
        const next = feed(split, chunk);
        for (const [index, group] of split.groups.slice(0, -1).entries()) {
          expect(next.groups[index]).toBe(group);
        }
        const last = split.groups.length - 1;
        for (const [index, block] of (split.groups[last] ?? []).entries()) {
          expect(next.groups[last]?.[index]).toBe(block);
        }
        split = next;
      }
      expect(finish(split).open.kind).toBe('none');
    }),
    { numRuns: 60, seed: 20261123 },
  );
});
