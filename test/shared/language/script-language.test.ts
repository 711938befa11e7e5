import { expect, test } from 'vitest';
import { langOf, languageByScript } from '../../../src/shared/language/script-language.ts';

test.each([
  ['', null],
  ['12 + 4 = 16', null],
  ['A line of Latin letters, π and all.', null],
  ['Où est la gare ?', null],
  ['良い組版とは、読む人が気づかないものです。', 'ja'],
  ['東京タワーの高さは333メートルです。', 'ja'],
  ['好的排版让人忘记它的存在。', 'zh-CN'],
  ['好的排版讓人忘記它的存在，這是對的。', 'zh-TW'],
  ['좋은 조판은 눈에 띄지 않습니다.', 'ko'],
  ['الطباعة الجيدة لا تُرى', 'ar'],
  ['چگونه می‌توان نوشت؟', 'fa'],
  ['טיפוגרפיה טובה אינה נראית', 'he'],
  ['अच्छी टाइपोग्राफी दिखती नहीं।', 'hi'],
  ['การจัดหน้าที่ดี', 'th'],
  ['Хороший набор не виден.', 'ru'],
  ['Добрий набір не видно, її бачать.', 'uk'],
  ['Καλή τυπογραφία', 'el'],
  ['الواجهة REST API وكيفية استخدام JSON فيها بطريقة صحيحة', 'ar'],
])('%s: %s', (text, language) => expect(languageByScript(text)).toBe(language));

test('a text says its language where that is not the window’s', () => {
  expect(langOf('좋은 조판', 'en')).toBe('ko');
  expect(langOf('좋은 조판', 'ko')).toBeUndefined();
  expect(langOf('Good typesetting', 'de')).toBeUndefined();
  expect(langOf('Good typesetting', 'ar')).toBe('en');
  expect(langOf('— 5', 'ar')).toBeUndefined();
});

test('looks at the beginning only, and quickly', () => {
  const text = `${'word '.repeat(100)}${'слово '.repeat(200_000)}`;
  const began = performance.now();
  for (let round = 0; round < 100; round += 1) expect(languageByScript(text)).toBeNull();
  expect(performance.now() - began).toBeLessThan(500);
});
