import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordDiff, type DiffPiece } from '../../src/shared/word-diff.ts';

const without = (pieces: readonly DiffPiece[], kind: DiffPiece['kind']): string =>
  pieces
    .filter((piece) => piece.kind !== kind)
    .map(({ text }) => text)
    .join('');

it('shows the words that have changed, and those around them once', () => {
  expect(wordDiff('Reads a file.', 'Reads and sends a file.')).toEqual([
    { kind: 'same', text: 'Reads ' },
    { kind: 'added', text: 'and sends ' },
    { kind: 'same', text: 'a file.' },
  ]);
  expect(wordDiff('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
});

it('holds both texts, whatever they are', () => {
  const words = fc
    .array(fc.constantFrom('a', 'b', ' ', '\n', 'c.d', '{', '"'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const pieces = wordDiff(before, after);
      expect(without(pieces, 'added')).toBe(before);
      expect(without(pieces, 'removed')).toBe(after);
    }),
  );
});

it('ends soon for long texts, too', () => {
  const before = `start ${'a b '.repeat(20_000)}end`;
  const after = `start ${'c d '.repeat(20_000)}end`;
  const pieces = wordDiff(before, after);
  expect(pieces.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
  expect(without(pieces, 'removed')).toBe(after);
});
