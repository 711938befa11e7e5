import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearchQuery, searchFilterNames } from '../../../src/shared/search/query.ts';
import { searchProblemWords } from '../../../src/shared/words/search-words.ts';

const day = (year: number, month: number, date: number): number =>
  new Date(year, month - 1, date).getTime();

describe('what is typed', () => {
  it('becomes terms, and the last one is still open', () => {
    expect(parseSearchQuery('hello std::mo').terms).toEqual([
      { text: 'hello', negated: false, quoted: false, open: false, start: 0, end: 5 },
      { text: 'std::mo', negated: false, quoted: false, open: true, start: 6, end: 13 },
    ]);
    expect(parseSearchQuery('hello ').terms[0]?.open).toBe(false);
    expect(parseSearchQuery('hel* world ').terms.map(({ open }) => open)).toEqual([true, false]);
  });

  it('is a phrase in quotation marks of any kind, also while the second is missing', () => {
    for (const query of ['"new york"', '“new york”', '„new york“', '«new york»', '「new york」']) {
      expect(parseSearchQuery(query).terms).toEqual([
        { text: 'new york', negated: false, quoted: true, open: false, start: 0, end: 10 },
      ]);
    }
    expect(parseSearchQuery('"new yo').terms).toMatchObject([
      { text: 'new yo', quoted: true, open: true },
    ]);
  });

  it('is excluded after a minus, which is only one at the beginning', () => {
    expect(parseSearchQuery('-foo -"a b" well-known -').terms).toMatchObject([
      { text: 'foo', negated: true, open: false },
      { text: 'a b', negated: true, quoted: true },
      { text: 'well-known', negated: false },
      { text: '-', negated: false },
    ]);
    // An excluded word is not completed from its first letters.
    expect(parseSearchQuery('-fo').terms).toMatchObject([{ negated: true, open: false }]);
  });

  it('is a filter after one of the names, in any case and with a full-width colon', () => {
    expect(parseSearchQuery('in:"Two words" FROM:me has：code -model:gpt').filters).toMatchObject([
      { kind: 'in', folder: 'Two words', negated: false },
      { kind: 'from', role: 'user' },
      { kind: 'has', what: 'code' },
      { kind: 'model', name: 'gpt', negated: true },
    ]);
    expect(parseSearchQuery('on::foo http://a.b foo:bar').filters).toEqual([]);
  });

  it('is a day, a month or a year in this calendar', () => {
    expect(parseSearchQuery('on:2025-03 before:2024-02-29 after:2023').filters).toMatchObject([
      { kind: 'date', from: day(2025, 3, 1), to: day(2025, 4, 1) },
      { kind: 'date', from: Number.NEGATIVE_INFINITY, to: day(2024, 2, 29) },
      { kind: 'date', from: day(2023, 1, 1), to: Number.POSITIVE_INFINITY },
    ]);
    expect(parseSearchQuery('on:2024-12-31').filters).toMatchObject([
      { from: day(2024, 12, 31), to: day(2025, 1, 1) },
    ]);
  });

  it.each([
    'before:2023-02-29',
    'on:2024-13',
    'after:yesterday',
    'on:',
    'from:nobody',
    'has:cake',
    'in:',
    'model:""',
  ])('%s is said to be wrong and left out', (query) => {
    const { filters, terms, problems } = parseSearchQuery(`apple ${query}`);
    expect(filters).toEqual([]);
    expect(terms).toMatchObject([{ text: 'apple' }]);
    expect(problems).toMatchObject([{ start: 6, end: 6 + query.length }]);
    expect(problems.map(searchProblemWords)[0]).toMatch(/^[A-Z].+\.$/);
  });
});

describe('any text at all', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('"', '“', '-', ' ', '*', ':', '：', '\n', '\u3000', '\ud800'),
    fc.constantFrom(...searchFilterNames.map((name) => `${name}:`)),
    fc.constantFrom('2024-02-30', 'me', 'code', 'constructor', '__proto__', 'toString'),
  );
  const anyQuery = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  it('parses, and every piece has its place in order', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const { terms, filters, problems } = parseSearchQuery(query);
        const places = [...terms, ...filters, ...problems].toSorted((a, b) => a.start - b.start);
        let end = 0;
        for (const place of places) {
          expect(place.start).toBeGreaterThanOrEqual(end);
          expect(place.end).toBeGreaterThan(place.start);
          expect(place.end).toBeLessThanOrEqual(query.length);
          end = place.end;
        }
        for (const { text, start, end: last } of terms) {
          expect(query.slice(start, last)).toContain(text);
        }
      }),
    );
  });

  it('means the same with more space around its pieces', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const meaning = (text: string): unknown => {
          const { terms, filters, problems } = parseSearchQuery(text);
          return {
            terms: terms.map(({ start: _start, end: _end, ...term }) => term),
            filters: filters.map(({ start: _start, end: _end, ...filter }) => filter),
            problems: problems.map(searchProblemWords),
          };
        };
        expect(meaning(`  \t${query}`)).toEqual(meaning(query));
      }),
    );
  });
});
