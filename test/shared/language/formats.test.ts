import { expect, it } from 'vitest';
import english from '../../../src/shared/language/locales/en.json' with { type: 'json' };
import { inLanguage, languageOf } from '../../../src/shared/language/translate.ts';
import {
  listText,
  numberText,
  perLanguage,
  sentences,
} from '../../../src/shared/language/formats.ts';

it('makes what a language needs once', () => {
  let made = 0;
  const plurals = perLanguage((tag) => {
    made += 1;
    return new Intl.PluralRules(tag);
  });
  expect([plurals().select(1), plurals().select(2)]).toEqual(['one', 'other']);
  expect(made).toBe(1);
});

it('lists terms, and sets apart those that run the other way', () => {
  expect([listText([]), listText(['a']), listText(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b, c']);
  expect(listText(['a', 'بحث'])).toBe('a, \u2068بحث\u2069');
});

it('puts sentences one behind the other, without those that say nothing', () => {
  expect(sentences('One.', '', 'Two.')).toBe('One. Two.');
  expect(sentences('', '')).toBe('');
});

it('writes a number as the language does', () => {
  expect(numberText(1200)).toBe('1,200');
});

it.each([
  ['ru', 'a, b, c'],
  ['ja', 'a、b、c'],
  ['zh-CN', 'a、b、c'],
  ['ko', 'a, b, c'],
] as const)('terms are set apart in %s, too', (tag, listed) => {
  inLanguage(languageOf(tag, english), () => expect(listText(['a', 'b', 'c'])).toBe(listed));
});
