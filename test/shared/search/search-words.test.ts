import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fold,
  foldCase,
  normalize,
  normalizeWithOrigin,
  foldUnit,
} from '../../../src/shared/search/fold.ts';
import { compileTerm, findTerms } from '../../../src/shared/search/match.ts';
import { parseSearchQuery } from '../../../src/shared/search/query.ts';
import { indexedText } from '../../../src/main/search/search-terms.ts';
import { naiveWords } from '../../main/search/naive.ts';

/** Text in many scripts with marks, joiners and characters that change when normalised. */
const anyText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
      fc.constantFrom(
        'Straße',
        'Crème',
        'e\u0301',
        'ﬁ',
        '㎏',
        'ﾊﾞ',
        '한',
        '\u1112\u1161\u11ab',
        'ㅎㅏㄴ',
        'é\u200d\u0301',
        '👍🏽',
        '👨‍👩‍👧',
        '🇩🇪🇫',
        'C++',
        'F#a',
        'fooBar',
        'HTMLParser2',
        'ΟΔΟΣ',
        'ﷺ',
        'مُحَمَّد',
        'สวัสดี',
        'か\u3099',
        ' ',
        '_',
        'й',
        'и\u0306',
        '東京',
        'İI',
        'x'.repeat(70),
      ),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

describe('folding', () => {
  it.each([
    ['CRÈME brûlée', 'creme brulee'],
    ['cre\u0300me', 'creme'],
    ['Straße', 'strasse'],
    ['ŁÓDŹ Øre Æsir', 'lodz ore aesir'],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['Việt Nam', 'viet nam'],
    ['Ёлка', 'елка'],
    ['ＦＵＬＬ　ｗｉｄｔｈ', 'full width'],
    ['ﬁne ㎏', 'fine kg'],
    ['مُحَمَّد أحمد', 'محمد احمد'],
    ['ﾊﾞ', 'バ'],
    ['\u1112\u1161\u11ab', '한'],
    ['👍🏽', '👍'],
    ['co\u00adop', 'coop'],
  ])('%s is found as %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it.each([
    ['が', 'か'],
    ['й', 'и'],
    ['は', 'ば'],
  ])('%s stays apart from %s', (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  it('keeps every offset when the case is folded, and knows where each character came from', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { normalized, origin } = normalizeWithOrigin(text);
        expect(normalized).toBe(normalize(text));
        expect(foldCase(normalized)).toHaveLength(normalized.length);
        if (origin === null) return;
        expect(origin).toHaveLength(normalized.length + 1);
        expect(origin.at(-1)).toBe(text.length);
        expect([...origin]).toEqual([...origin].toSorted((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });
});

describe('tables', () => {
  /** Written in Unicode's own terms, without tables. */
  const plainly = (text: string): string => {
    const marks =
      /[\u0300-\u036f]|[\u0483-\u0487]|[\u0591-\u05bd]|\u05bf|\u05c1|\u05c2|\u05c4|\u05c5|\u05c7|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|[\u06d6-\u06dc]|[\u06df-\u06e4]|\u06e7|\u06e8|[\u06ea-\u06ed]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe00-\ufe0f]|[\ufe20-\ufe2f]/g;
    const unseen = /[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
    return text
      .normalize('NFKD')
      .replace(/([Ии])\u0306/g, (_all, letter) => (letter === 'И' ? 'Й' : 'й'))
      .replace(marks, '')
      .replace(unseen, '')
      .replace(/[\u{1f3fb}-\u{1f3ff}]/gu, '')
      .replace(/[^\0-\x7f]/g, (letter) => strokes[letter] ?? letter)
      .normalize('NFC');
  };
  const strokes: Readonly<Record<string, string>> = {
    ß: 'ss',
    ẞ: 'SS',
    æ: 'ae',
    Æ: 'Ae',
    œ: 'oe',
    Œ: 'Oe',
    ø: 'o',
    Ø: 'O',
    ł: 'l',
    Ł: 'L',
    đ: 'd',
    Đ: 'D',
    ð: 'd',
    Ð: 'D',
    þ: 'th',
    Þ: 'Th',
    ı: 'i',
    ħ: 'h',
    Ħ: 'H',
    ς: 'σ',
  };

  it('normalise every character as Unicode does, alone and beside what it may melt into', () => {
    const neighbours = ['', 'а\u0306', '\u0301', '\u1161', 'か\u3099', '\uff9e', '\u093c', 'i'];
    for (let codePoint = 0; codePoint < 0x1f700; codePoint += 1) {
      const character = String.fromCodePoint(codePoint);
      for (const neighbour of codePoint < 0x3400 ? neighbours : ['', '\u0301']) {
        for (const text of [`x${character}${neighbour}y`, `x${neighbour}${character}y`]) {
          if (normalize(text) !== plainly(text))
            expect([text, normalize(text)]).toBe(plainly(text));
        }
      }
    }
  });

  it('fold every letter as a whole text is folded', () => {
    for (let unit = 0; unit < 0xd800; unit += 1) {
      const letter = normalize(String.fromCharCode(unit));
      for (const one of letter) {
        if (one.length > 1) continue;
        const folded = String.fromCharCode(foldUnit(one.charCodeAt(0)));
        if (folded !== foldCase(`x${one}y`).slice(1, -1)) expect(folded).toBe(foldCase(one));
      }
    }
  });
});

describe('words', () => {
  it('are cut like one regular expression cuts them', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // The index splits very long words; the expression does not.
        if (/[\p{L}\p{N}\p{M}]{60}/u.test(normalize(text))) return;
        const parts = naiveWords(text).flatMap((word) => word.parts.join(' '));
        const { words, parts: indexed } = indexedText(text);
        const plain = naiveWords(text).filter(({ kind }) => kind === 'word');
        // The index treats ASCII other than letters and digits as a space.
        const terms = new Set(words.split(/[\0-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+/));
        for (const word of plain) expect(terms).toContain(word.text);
        expect(
          indexed
            .split(' \u{e000}')
            .map((part) => part.trim())
            .filter((part) => part !== ''),
        ).toEqual(parts.filter((part) => part !== ''));
      }),
      { numRuns: 500 },
    );
  });

  it('of a language without spaces become pairs and the last character', () => {
    expect(indexedText('東京都 GPT模型').words).toBe('東京 京都 都 gpt 模型 型');
  });

  it('of code are found whole and by their humps', () => {
    expect(indexedText('fooBar HTMLParser x').parts).toBe('foo bar \u{e000} html parser \u{e000}');
  });

  it('with half a character among them leave whole ones to be found afterwards', () => {
    // A text that was cut in the middle of an emoji, or half typed.
    expect(indexedText('cut \ud83d here and \ude42 there').words).toBe('cut here and there');
    expect(indexedText('a 🙂 b 𝒳').words).toBe('a 🙂 b x');
    expect(parseSearchQuery('🙂 ').terms.map((term) => compileTerm(term).words)).toEqual([
      [{ kind: 'sign', text: '🙂', parts: [] }],
    ]);
  });
});

describe('marks', () => {
  const marked = (text: string, query: string): readonly string[] =>
    findTerms(text, parseSearchQuery(query).terms.map(compileTerm)).map(([start, end]) =>
      text.slice(start, end),
    );

  it.each([
    ['The Café, CAFE\u0301s', 'café', ['Café', 'CAFE\u0301']],
    ['use std::move or std move', 'std::mo', ['std::mo', 'std mo']],
    ['東京都に', '京 都に', ['京', '都に']],
    ['ok 👍🏽!', '👍', ['👍🏽']],
    ['the ﬁx', 'fi', ['ﬁ']],
    ['getElementById', 'element ', ['Element']],
    ['getElementById', 'getElement', ['getElement']],
    ['foo_bar and fooBar', 'foo_bar ', ['foo_bar']],
    ['C++ is not C', 'c++ ', ['C++']],
    ['ab aba', '"ab"', ['ab']],
    ['nothing here', '-nothing ', []],
    ['한국어를', '국어', ['국어']],
  ])('in %s, %s marks %j', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected);
  });

  it('lie in the text, in order, whatever it holds', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, query) => {
        let end = 0;
        for (const [from, to] of findTerms(text, parseSearchQuery(query).terms.map(compileTerm))) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          end = to;
        }
      }),
      { numRuns: 500 },
    );
  });
});
