import { expect, test } from 'vitest';
import { expectLinear } from '../../growth.ts';
import { layoutPieces } from '../../../src/renderer/markdown/budget/pieces.ts';
import { emptySplit, feed } from '../../../src/renderer/markdown/split/splitter.ts';

/** Feeds a text in pieces of the size that one frame reads. */
function split(text: string): void {
  let document = emptySplit();
  for (let at = 0; at < text.length; at += 250) document = feed(document, text.slice(at, at + 250));
}

test.each([
  ['a paragraph in lines', ''],
  ['a paragraph in a quote', '> '],
  ['an item with lines that are not indented', '- '],
])('%s is split in time that grows as it does', (_, marker) => {
  const line = marker === '> ' ? '> word word word\n' : 'word word word\n';
  expectLinear((size) => split(`${marker}word\n${line.repeat(size)}`), 10_000);
});

test('a line without end is laid out in pieces in time that grows as it does', () => {
  expectLinear((size) => void layoutPieces('ä'.repeat(size)), 4_000_000);
});

test('pieces are all of a text, each short, and stay what they are when it grows', () => {
  const text = `${'word '.repeat(3000)}\n${'👍'.repeat(5000)}\n\n${'a line\n'.repeat(3000)}`;
  const pieces = layoutPieces(text);
  expect(pieces.join('')).toBe(text);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(4000);
  expect(pieces.filter((piece) => /^[\uDC00-\uDFFF]/.test(piece))).toEqual([]);
  expect(layoutPieces(`${text}more`).slice(0, -1)).toEqual(pieces.slice(0, -1));
});
