import { expect, it } from 'vitest';
import type { LanguageTag } from '../../../src/shared/language/catalogues.ts';
import { chooseLanguage, languageSet } from '../../../src/shared/language/choose.ts';

const offered: readonly LanguageTag[] = [
  'ar',
  'de',
  'en',
  'es',
  'fr',
  'ja',
  'ko',
  'pt-BR',
  'ru',
  'zh-CN',
];
const chosen = (...preferred: readonly string[]): LanguageTag => chooseLanguage(preferred, offered);

it.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['en-GB', 'en'],
  ['es-419', 'es'],
  ['fr-CA', 'fr'],
  ['pt-PT', 'pt-BR'],
  ['pt_BR.UTF-8', 'pt-BR'],
  ['ru_RU.KOI8-R', 'ru'],
  ['de_DE@euro', 'de'],
  ['ar-EG', 'ar'],
  ['zh', 'zh-CN'],
  ['zh-Hans-HK', 'zh-CN'],
  ['zh-SG', 'zh-CN'],
  ['zh-TW', 'en'],
  ['zh-Hant', 'en'],
  ['it', 'en'],
  ['C.UTF-8', 'en'],
  ['POSIX', 'en'],
  ['', 'en'],
  ['not a tag', 'en'],
])('for %j Parley speaks %s', (system, tag) => {
  expect(chosen(system)).toBe(tag);
});

it('takes the first language that it speaks', () => {
  expect(chosen('it-IT', 'nl', 'fr-BE', 'de')).toBe('fr');
  expect(chosen('zh-TW', 'ja', 'zh-CN')).toBe('ja');
  expect(chosen('zh-HK', 'zh-Hans')).toBe('zh-CN');
  expect(chosen('en-US', 'de')).toBe('en');
  expect(chosen()).toBe('en');
});

it('chooses no language for tests, and none without a catalogue', () => {
  expect(chosen('en-XA')).toBe('en');
  expect(chooseLanguage(['de'], ['en'])).toBe('en');
  expect(['', 'en', 'en-XA', 'it', 'constructor'].map(languageSet)).toEqual([
    null,
    'en',
    null,
    null,
    null,
  ]);
});
