import { expect, it } from 'vitest';
import { problemsOf } from '../../../scripts/messages/check-catalogue.ts';
import { typesOf } from '../../../scripts/messages/types-of.ts';

const source = {
  'a.count': '{count, plural, one {# file} other {# files}}',
  'a.link': 'Read <link>the page</link> of {name}',
  'a.plain': 'Plain',
};

it('accepts a language with its own plurals and order of words', () => {
  const russian = {
    'a.count': '{count, plural, one {# файл} few {# файла} many {# файлов} other {# файла}}',
    'a.link': '{name}: <link>страница</link>',
    'a.plain': 'Просто',
  };
  expect(problemsOf('ru', russian, source)).toEqual([]);
});

it.each([
  ['a key that is missing', { 'a.plain': undefined }, 'ru: a.plain is missing'],
  ['a key of its own', { 'a.zebra': 'Зебра' }, 'ru: a.zebra is not in the source'],
  ['an empty message', { 'a.plain': ' ' }, 'ru: a.plain is empty'],
  [
    'a plural that the language needs',
    { 'a.count': '{count, plural, one {# файл} many {# файлов} other {# файла}}' },
    'ru: a.count: {count} lacks the plural "few"',
  ],
  [
    'a plural that the language never uses',
    { 'a.count': '{count, plural, one {#} two {#} few {#} many {#} other {#}}' },
    'ru: a.count: {count} has the plural "two", never used',
  ],
  [
    'another argument',
    { 'a.link': '<link>страница</link> {title}' },
    "ru: a.link has (link: 'tag', title: string), not (link: 'tag', name: string)",
  ],
  [
    'a tag that is gone',
    { 'a.link': 'страница {name}' },
    "ru: a.link has (name: string), not (link: 'tag', name: string)",
  ],
  ['a brace that is open', { 'a.plain': 'Просто {' }, /^ru: a\.plain: .*EXPECT_ARGUMENT/],
  [
    'quotes that would be shown',
    { 'a.plain': "Просто ''так''" },
    'ru: a.plain has quotes of ICU, which only messages with arguments take',
  ],
  ['keys in another order', { 'a.Plain': 'x' }, 'ru: a.Plain is out of order'],
])('finds %s', (_, change, problem) => {
  const russian: Record<string, string | undefined> = {
    'a.count': '{count, plural, one {#} few {#} many {#} other {#}}',
    'a.link': '<link>страница</link> {name}',
    'a.plain': 'Просто',
    ...change,
  };
  const messages = Object.fromEntries(
    Object.entries(russian).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const found = problemsOf('ru', messages, source);
  expect(
    found.some((each) => (typeof problem === 'string' ? each === problem : problem.test(each))),
  ).toBe(true);
});

it('makes the types of arguments, and refuses one of two types', () => {
  const types = typesOf({
    ...source,
    'a.way': '{way, select, up {Up} down {Down} other {}} at {at, time, short}, {size, number}',
  });
  expect(types).toContain("readonly 'a.count': { readonly count: number };");
  expect(types).toContain("readonly 'a.link': { readonly link: 'tag'; readonly name: string };");
  expect(types).toContain("readonly 'a.plain': null;");
  expect(types).toContain(
    "readonly 'a.way': { readonly at: number; readonly size: number; readonly way: 'down' | 'up' };",
  );
  expect(() => typesOf({ a: '{n} {n, number}' })).toThrow('a: {n} is string and number');
});
