import { expect, test } from 'vitest';
import {
  asQuote,
  behindDraft,
} from '../../../../../src/renderer/features/chat/quote/quote-text.ts';

test('each line of a quote is marked, and blank lines hold it together', () => {
  expect(asQuote('\n One\r\ntwo\n\n\n \nthree \n')).toBe('>  One\n> two\n>\n> three');
  expect(asQuote(' \n\n')).toBe('');
});

test('code keeps its lines in a fence', () => {
  expect(asQuote('if (a)\n\n\n  b();\n', true)).toBe('> ```\n> if (a)\n>\n>\n>   b();\n> ```');
});

test('the fence of code with fences is longer than those', () => {
  expect(asQuote('```js\n````\n', true)).toBe('> `````\n> ```js\n> ````\n> `````');
});

test('a quote is a paragraph of its own behind what is typed', () => {
  expect(behindDraft('', '> a')).toBe('> a\n\n');
  expect(behindDraft('Well', '> a')).toBe('\n\n> a\n\n');
  expect(behindDraft('Well\n', '> a')).toBe('\n> a\n\n');
  expect(behindDraft('Well\n\n', '> a')).toBe('> a\n\n');
});
