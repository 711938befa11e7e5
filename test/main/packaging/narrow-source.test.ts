import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { narrowJson, narrowScript } from '../../../scripts/build/narrow-source.ts';

const isNarrow = (text: string): boolean => /^[\0-\u00ff]*$/.test(text);

/** The value of an expression. */
const valueOf = (code: string): unknown => runInNewContext(`JSON.stringify(${code})`);

/** More than enough for the few wide characters of a test to be few. */
const padding = `/* ${'-'.repeat(400)} */`;

test.each([
  ['a string', `'wait…'`],
  ['a string with an escape', String.raw`'a\n…\\'`],
  ['a template', '`⌘${1 + 1}→`'],
  ['a character of two units', `'😀'.length`],
  ['a name', '({ ẞ: 1, é: 2 })'],
  ['a name with a character of two units', '({ 𝒜: 1 })'],
  ['a class of characters', `'a\u{1f3fb}…'.replace(/[\u{1f3fb}-\u{1f3ff}…]/gu, '')`],
  ['a shorthand', '((Ω) => ({ Ω }))(3)'],
])('%s is the same in one byte a character', (_what, code) => {
  const narrow = narrowScript(code + padding);
  expect(isNarrow(narrow)).toBe(true);
  expect(valueOf(narrow)).toEqual(valueOf(code));
});

test.each([
  ['a template with a tag, which may read its source', 'String.raw`…`'],
  ['a backslash before the character', String.raw`'\…'`],
  ['a comment', `1 /* … */`],
  ['a script that cannot be read', `'…`],
])('%s is left alone', (_what, code) => {
  expect(narrowScript(code + padding)).toBe(code + padding);
});

test('a script in another alphabet stays as short as it is', () => {
  const code = `'Разговоры остаются на вашем компьютере'`;
  expect(narrowScript(code)).toBe(code);
  const json = JSON.stringify({ key: 'Разговоры' });
  expect(narrowJson(json)).toBe(json);
});

test('messages in Latin letters are the same in one byte a character', () => {
  const messages = { wait: `Bitte warten… ${'-'.repeat(200)}`, quote: '“Ä”\n' };
  const json = narrowJson(JSON.stringify(messages));
  expect(isNarrow(json)).toBe(true);
  expect(JSON.parse(json)).toEqual(messages);
});
