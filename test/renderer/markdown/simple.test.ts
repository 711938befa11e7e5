import type { Element, ElementContent } from 'hast';
import commonmark from 'commonmark-spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputs } from '../../bench/render/inputs.ts';
import {
  elementsOnly,
  parseInline,
  parseMarkdown,
  toElements,
} from '../../../src/renderer/markdown/parse/parse.ts';
import {
  readSimpleHeading,
  readSimpleItem,
  readSimpleRow,
  simpleFenceLanguage,
  type Align,
} from '../../../src/renderer/markdown/parse/simple-blocks.ts';
import { simpleLeaf } from '../../../src/renderer/markdown/parse/simple-leaf.ts';
import { leafByLibrary } from '../../../src/renderer/markdown/split/tail.ts';
import { readSimpleText } from '../../../src/renderer/markdown/parse/simple-text.ts';
import { chunksOf } from './documents.ts';
import { text, withWords } from './simple-lines.ts';

/**
 * What is read without the library equals what the library reads, for any text. Each property
 * counts how many texts were read, because one that reads none would hold as well.
 */
const runs = Number(process.env['PARLEY_RUNS'] ?? 1);

/** The share of texts that were read, after comparing each with the library's reading. */
function shareRead(
  texts: fc.Arbitrary<string>,
  read: (text: string) => unknown,
  byLibrary: (text: string) => unknown,
  numRuns: number,
): number {
  let all = 0;
  let simple = 0;
  fc.assert(
    fc.property(texts, (value) => {
      const own = read(value);
      all += 1;
      if (own === null || own === undefined) return;
      simple += 1;
      expect(own, JSON.stringify(value)).toEqual(byLibrary(value));
    }),
    { numRuns: numRuns * runs, seed: 20261201 },
  );
  return simple / all;
}

function inlineByLibrary(value: string): readonly ElementContent[] {
  const children = [...parseInline(value)];
  const [paragraph] = toElements({ type: 'root', children: [{ type: 'paragraph', children }] }, '');
  return paragraph?.type === 'element' ? paragraph.children : [];
}

const blocks = (value: string): readonly Element[] =>
  elementsOnly(toElements(parseMarkdown(value), ''));

/** The only item of the only list; null if there is anything else. */
function itemByLibrary(value: string): Element | null {
  const [list, ...others] = blocks(value);
  const [item, ...items] = elementsOnly(list?.children ?? []);
  return others.length === 0 && items.length === 0 ? (item ?? null) : null;
}

describe('what is read without the library', () => {
  test('text', () => {
    const share = shareRead(text, readSimpleText, inlineByLibrary, 30_000);
    expect(share).toBeGreaterThan(0.15);
  }, 600_000);

  test('headings', () => {
    const headings = fc.tuple(fc.constantFrom('# ', '## ', '###### ', '#', '####### '), text);
    const share = shareRead(
      headings.map((parts) => parts.join('')),
      readSimpleHeading,
      (value) => blocks(value)[0],
      8000,
    );
    expect(share).toBeGreaterThan(0.1);
  }, 600_000);

  test('items', () => {
    const marks = fc.constantFrom('- ', '* ', '+ ', '1. ', '12) ', '-  ', '-', '1.');
    const inner = fc.tuple(
      fc.constantFrom('  ', '   ', '    ', '     ', '       ', ''),
      marks,
      withWords,
    );
    const items = fc.tuple(
      marks,
      withWords,
      fc.array(
        inner.map((parts) => parts.join('')),
        { maxLength: 3 },
      ),
      fc.constantFrom('', '\n', '\n\n'),
    );
    const share = shareRead(
      items.map(([mark, words, lines, end]) => [mark + words, ...lines].join('\n') + end),
      readSimpleItem,
      itemByLibrary,
      30_000,
    );
    expect(share).toBeGreaterThan(0.03);
  }, 600_000);

  test('rows', () => {
    const head = '| a | b | c |\n| --- | :-: | --: |\n';
    const aligns: readonly Align[] = [null, 'center', 'right'];
    const cell = fc.oneof(fc.constantFrom('', ' ', ' a ', ' **b** ', ' `c` '), text);
    const rows = fc.tuple(
      fc.constantFrom('| ', '|', '', ' |'),
      fc.array(cell, { minLength: 2, maxLength: 4 }),
      fc.constantFrom(' |', '|', '', ' | '),
      fc.constantFrom('\n', ''),
    );
    const share = shareRead(
      rows.map(([start, cells, end, rest]) => start + cells.join(' | ') + end + rest),
      (value) => readSimpleRow(value, aligns),
      (value) => {
        const [, body] = elementsOnly(blocks(head + value)[0]?.children ?? []);
        const [row, ...others] = elementsOnly(body?.children ?? []);
        return others.length === 0 ? row : null;
      },
      20_000,
    );
    expect(share).toBeGreaterThan(0.02);
  }, 600_000);

  test('the end of what grows', () => {
    const starts = fc.constantFrom('# ', '## ', '- ', '* ', '1. ', '12. ', '', '| a |\n| - |\n| ');
    const more = fc.array(
      fc.tuple(
        fc.constantFrom('\n  - ', '\n   - ', '\n    * ', '\n| ', ' | ', '\n', '\n\n'),
        withWords,
      ),
      { maxLength: 3 },
    );
    const share = shareRead(
      fc
        .tuple(starts, withWords, more)
        .map(([start, words, lines]) => start + words + lines.flat().join('')),
      simpleLeaf,
      leafByLibrary,
      30_000,
    );
    expect(share).toBeGreaterThan(0.05);
  }, 600_000);

  test('the language of a fence', () => {
    const heads = fc.tuple(
      fc.constantFrom('```', '````', '~~~', '``', '``` ', '~~~ '),
      fc.constantFrom('', 'ts', 'c++', 'c#', 'a b', 'a`b', '&amp;', 'a\\*', 'é', 'x.y-z'),
      fc.constantFrom('', '\n', ' \n'),
    );
    const share = shareRead(
      heads.map((parts) => parts.join('')),
      (value) => {
        const language = simpleFenceLanguage(value);
        return language === undefined ? null : { language, meta: null };
      },
      (value) => {
        const code = parseMarkdown(value).children[0];
        return code?.type === 'code'
          ? { language: code.lang ?? null, meta: code.meta ?? null }
          : null;
      },
      2000,
    );
    expect(share).toBeGreaterThan(0.15);
  });

  test('what is long is left to the library', () => {
    const words = (length: number): string => 'word '.repeat(length / 5);
    for (const [read, start] of [
      [readSimpleText, ''],
      [readSimpleItem, '- '],
      [(text: string) => readSimpleRow(`${text} |`, [null]), '| '],
    ] as const) {
      expect(read(start + words(4000))).not.toBeNull();
      expect(read(start + words(6000))).toBeNull();
      expect(read(start + words(4000) + `\n  - ${words(4000)}`)).toBeNull();
    }
  });

  test('every example of CommonMark, line by line', () => {
    for (const { markdown } of commonmark.tests) {
      for (const value of [markdown, ...markdown.split('\n')]) {
        const own = readSimpleText(value);
        if (own !== null) expect(own, value).toEqual(inlineByLibrary(value));
        const item = readSimpleItem(value);
        if (item !== null) expect(item, value).toEqual(itemByLibrary(value));
      }
    }
  });

  test('most of a usual answer', () => {
    const mixed = inputs(false).find(({ name }) => name === 'mixed 5k')?.text ?? '';
    const words = chunksOf(mixed, 1)
      .join('')
      .split('\n')
      .filter((value) => /^(?:The|- |## )/.test(value));
    const simple = words.filter(
      (value) =>
        (readSimpleHeading(value) ?? readSimpleItem(value) ?? readSimpleText(value)) !== null,
    );
    expect(words.length).toBeGreaterThan(100);
    expect(simple.length / words.length).toBeGreaterThan(0.95);
  });
});
