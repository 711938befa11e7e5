import { expect, test } from 'vitest';
import { layoutPieces } from '../../../src/renderer/markdown/budget/pieces.ts';
import { emptySplit, feed } from '../../../src/renderer/markdown/split/splitter.ts';

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
function expectLinear(run: (size: number) => void, size: number): void {
  run(size);
  expect(workOf(() => run(size * 4))).toBeLessThan(workOf(() => run(size)) * 9 + 5);
}

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
