import { expect, test } from 'vitest';
import { renderToStaticMarkup } from 'react-dom/server';
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
])('%s holds formulas', (text, expected) => expect(formulas(text)).toEqual(expected));

test.each([
  'It costs $5 and $10.',
  'From $5 to $10',
  'US$5 and CA$6',
  '$ 5 $',
  '`$x$` and \\$x\\$',
  '```\n$x$\n```',
  'only $x',
  'a\\',
  '\\(open',
])('%s holds none', (text) => expect(formulas(text)).toEqual([]));
