import { combineExtensions as combineByLibrary } from 'micromark-util-combine-extensions';
import type { Extension } from 'micromark-util-types';
import { expect, test } from 'vitest';
import {
  combineExtensions,
  combineHtmlExtensions,
} from '../../../src/renderer/markdown/parse/combine-extensions.ts';
import { inlineSyntax, languageFor } from '../../../src/shared/markdown/language.ts';

const construct = (name: string, add?: 'after' | 'before') => ({
  name,
  tokenize: () => () => undefined,
  ...(add === undefined ? {} : { add }),
});

const made: readonly Extension[] = [
  { text: { 42: construct('a'), null: [construct('b', 'after'), construct('c')] } },
  { text: { 42: [construct('d'), construct('e', 'after')] }, flow: { 35: construct('f') } },
  { disable: { null: ['x'] }, text: { 42: construct('g', 'before') } },
  { disable: { null: ['y', 'z'] }, insideSpan: { null: [{ resolveAll: (events) => events }] } },
];

test('the result is that of the library', () => {
  for (const extensions of [[], made, made.toReversed(), made.slice(1), inlineSyntax]) {
    expect(combineExtensions(extensions)).toEqual(combineByLibrary(extensions));
  }
  const lines = languageFor('$$\n\\int\n$$\n').extensions;
  expect(combineExtensions(lines)).toEqual(combineByLibrary(lines));
});

test('the same extensions are combined once, and others are not taken for them', () => {
  expect(combineExtensions([...made])).toBe(combineExtensions([...made]));
  expect(combineExtensions(made)).not.toBe(combineExtensions(made.toReversed()));
  expect(combineExtensions(made.slice(0, 2))).not.toBe(combineExtensions(made));
  expect(combineExtensions(made.slice(0, 2))).toEqual(combineByLibrary(made.slice(0, 2)));
});

test('no HTML is made', () => {
  expect(combineHtmlExtensions).toThrow('no HTML');
});
