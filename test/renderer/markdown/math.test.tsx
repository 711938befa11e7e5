import { describe, expect, test } from 'vitest';
import temml from 'temml';
import { renderToStaticMarkup } from 'react-dom/server';
import { maxTex, settable } from '../../../src/shared/markdown/tex.ts';
import { Markdown } from '../../../src/renderer/markdown/view/markdown.tsx';

const formulas = (text: string): string[] =>
  [...renderToStaticMarkup(<Markdown text={text} />).matchAll(/data-tex="([^"]*)"/g)].map(
    (match) => match[1] ?? '',
  );

test.each([
  ['$x^2$ and $y$', ['x^2', 'y']],
  ['\\(a + b\\) and \\[c\\]', ['a + b', 'c']],
  ['$$\n\\sum_i i\n$$', ['\\sum_i i']],
  ['\\[\nE = mc^2\n\\]', ['E = mc^2']],
  ['- item $z_1$\n- $$w$$', ['z_1', 'w']],
  ['a $\\text{\\$5}$ b', ['\\text{\\$5}']],
  ['| $a$ |\n| - |\n| $b$ |', ['a', 'b']],
  ['the $n$th and the $n+1$st', ['n', 'n+1']],
])('%s holds formulas', (text, expected) => expect(formulas(text)).toEqual(expected));

test.each([
  'It costs $5 and $10.',
  'From $5 to $10',
  'US$5 and CA$6',
  '$ 5 $',
  '`$x$` and \\$x\\$',
  '```\n$x$\n```',
  'only $x',
  '$x$a and $x$words',
  'a\\',
  '\\(open',
])('%s holds none', (text) => expect(formulas(text)).toEqual([]));

test('between single dollars stand at most 400 characters', () => {
  expect(formulas(`$${'a+'.repeat(200)}$`)).toHaveLength(1);
  expect(formulas(`$${'a+'.repeat(205)}$`)).toEqual([]);
});

describe('what is set', () => {
  const set = (tex: string): string => {
    const { tex: wanted, options } = settable(tex, true) ?? expect.fail('too long');
    return temml.renderToString(wanted, options).replaceAll(/<[^>]*>/g, '');
  };

  test.each([
    ['50% of x', '50%ofx'],
    ['a = 50\\% + b', 'a=50%+b'],
    ['a \\\\% b', 'a%b'],
    ['\\text{50% off}', '50% off'],
    ['a % note\nb', 'a%noteb'],
  ])('%s loses nothing', (tex, text) => {
    expect(set(tex).replaceAll('\u00A0', ' ')).toBe(text);
  });

  test('has an end', () => {
    expect(settable('a'.repeat(maxTex), false)).not.toBeNull();
    expect(settable('a'.repeat(maxTex + 1), false)).toBeNull();
    // Each use of a command that a formula defines expands its definition again.
    expect(settable(`\\def\\a{${'x'.repeat(500)}}`, false)).toBeNull();
    expect(settable(`\\newcommand{\\a}{${'x'.repeat(500)}}`, false)).toBeNull();
    expect(settable(`\\left(${'x'.repeat(500)}\\right)`, false)).not.toBeNull();
  });
});
