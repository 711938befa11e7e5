import commonmark from 'commonmark-spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chunksOf,
  longDocument,
  longParagraph,
  notedDocument,
  smallDocument,
  wrappedDocument,
  writtenDocument,
} from './documents.ts';
import { gfmExamples } from './gfm-examples.ts';
import { byLibrary, byParley, byStream } from './render.tsx';

/**
 * The contract: however a text is split into chunks, the finished document equals the library's
 * rendering of the whole text. PARLEY_RUNS multiplies the number of random documents.
 */
const runs = Number(process.env['PARLEY_RUNS'] ?? 1);

function check(text: string, seed: number): void {
  const whole = byLibrary(text);
  expect(byParley(text)).toBe(whole);
  expect(byStream(chunksOf(text, seed))).toBe(whole);
}

describe('CommonMark', () => {
  const examples = commonmark.tests.map(({ number, section, markdown }) => ({
    name: `${number} ${section}`,
    text: markdown.replaceAll('→', '\t'),
  }));
  test('has all its examples', () => expect(examples.length).toBeGreaterThanOrEqual(652));
  test.each(examples)('$name', ({ text }) => {
    const whole = byLibrary(text);
    expect(byParley(text)).toBe(whole);
    expect(byStream(text.split(''))).toBe(whole);
    expect(byStream(chunksOf(text, text.length))).toBe(whole);
  });
});

describe('GFM', () => {
  test.each(gfmExamples)('$name', ({ text, holds, lacks }) => {
    const whole = byLibrary(text);
    for (const part of holds) expect(whole).toContain(part);
    for (const part of lacks) expect(whole).not.toContain(part);
    expect(byParley(text)).toBe(whole);
    expect(byStream(text.split(''))).toBe(whole);
    expect(byStream(chunksOf(text, text.length))).toBe(whole);
  });
});

describe('random documents', () => {
  const property = (documents: fc.Arbitrary<string>, numRuns: number): void => {
    fc.assert(fc.property(documents, fc.nat(), check), { numRuns: numRuns * runs, seed: 20261123 });
  };
  test('of every construct', () => property(smallDocument, 1000), 600_000);
  test('of what answers have besides', () => property(writtenDocument, 800), 600_000);
  test('of blocks that have to end', () => property(wrappedDocument, 800), 600_000);
  test('with footnotes', () => property(notedDocument, 300), 600_000);
  test('with a long paragraph', () => property(longParagraph(false), 30), 600_000);
  test('with a long paragraph and loose marks', () => property(longParagraph(true), 25), 600_000);
  test('with a long block', () => property(longDocument, 40), 600_000);
  test('with any line ending', () => {
    const ends = fc.tuple(smallDocument, fc.constantFrom('\r\n', '\r'));
    fc.assert(
      fc.property(ends, fc.nat(), ([text, end], seed) => {
        const chunks = chunksOf(text.replaceAll('\n', end), seed);
        expect(byStream(chunks)).toBe(byLibrary(text));
      }),
      { numRuns: 300 * runs, seed: 20261123 },
    );
  }, 600_000);
});
