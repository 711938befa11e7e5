import { expect, it } from 'vitest';
import { visiblePieces, visibleText } from '../../src/shared/visible-text.ts';

it('names what cannot be seen or turns the direction', () => {
  expect(visibleText('a\u202Eb')).toBe('a[U+202E]b');
  expect(visibleText('pay\u200Bpal')).toBe('pay[U+200B]pal');
  expect(visibleText('tab\tbell\u0007')).toBe('tab[U+0009]bell[U+0007]');
  expect(visibleText('\u{E0041}')).toBe('[U+E0041]');
  expect(visibleText('\u3164\u115F\u2800')).toBe('[U+3164][U+115F][U+2800]');
  expect(visibleText('lone \uD800')).toBe('lone [U+D800]');
});

it('leaves alone what is seen', () => {
  const seen = 'Žluťoučký\nкот 猫 שלום ❤️ 👩‍💻 a b';
  expect(visibleText(seen)).toBe(seen);
  expect(visiblePieces(seen)).toEqual([{ text: seen, isHidden: false }]);
});

it('names selectors that carry a message behind an emoji', () => {
  expect(visibleText('😀\uFE0F\uFE01\u{E0101}')).toBe('😀[U+FE0F][U+FE01][U+E0101]');
});

it('tells the names from the text, so that a text cannot play one', () => {
  expect(visiblePieces('[U+200B]\u200B')).toEqual([
    { text: '[U+200B]', isHidden: false },
    { text: '[U+200B]', isHidden: true },
  ]);
  expect(visiblePieces('')).toEqual([]);
});
