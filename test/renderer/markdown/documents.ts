import fc from 'fast-check';

/**
 * Lines that start, continue, interrupt and end every construct of CommonMark and GFM. One case is
 * left out: a line of one HTML tag where it could lazily continue a container. There micromark's
 * result depends on what precedes the container, so no part of a document can be parsed on its own.
 */
const lines = [
  ['a', 'b c', 'lazy', 'Lazy', 'text', '  two', '   three', '    k', '     five', '\tt'],
  ['# h', '## *x', '---', '===', '***', '* * *', '', '', '', '', '  '],
  ['- i', '  - j', '- \tx', '-\ty', '-', '*', '+ z', '-   big', '-      code', '   - three'],
  [
    '1. o',
    '2. p',
    '   q',
    '10) n',
    '1) m',
    '1.',
    '- [ ] t',
    '- [x] u',
    '- # h',
    '- > q',
    '- -',
    '* *',
    '- 2. x',
    '> -',
    '> 2. x',
  ],
  [
    '> q',
    '> - r',
    '> > s',
    '>',
    '>x',
    '    > d',
    '> # h',
    '>     c',
    '> ```',
    '> | a |',
    '> | - |',
  ],
  ['```', '```js', '~~~', '- ```', '  ```', '~', '| a | b |', '|---|---|', '| - | -', 'x | y'],
  ['| lazy', '-- | --', '|', '||', '| |', ':-', '<div>', '</div>', '<!-- c', '-->', '<script>'],
  [
    '<?php',
    '?>',
    '<!X',
    '[a]: /u',
    '[a]',
    '[a][]',
    '[x][a]',
    '> [a]: /v',
    '- [a]: /w',
    '[b]:',
    '/b',
    '"t"',
  ],
  [
    '*e*',
    '**s',
    's**',
    '`c',
    '`',
    'text [x](y',
    'z)',
    '![i](j)',
    'a\\',
    '\\',
    'a  ',
    '&amp;',
    '~~d~~',
  ],
  ['https://a.b', 'a<br>b', 'm <b>n</b>', '漢字 **太字**かな', 'é', '$x$', '$5 and $6', '\\(y\\)'],
].flat();

/** Extensions of answers beyond CommonMark and GFM, and what looks like them. */
const written = [
  [
    '$$',
    '$$',
    '$$\nx\n\ny\n$$',
    '$$ a = b',
    '> $$',
    '- $$',
    '$$x$$',
    '\\[',
    '\\]',
    '- \\[',
    '\\[z\\]',
  ],
  [
    '\\begin{align}',
    '\\end{align}',
    '> \\begin{align}',
    '\\begin{matrix}1\\end{matrix}',
    '\\begin{foo}',
  ],
  [
    '\\(a',
    'b\\)',
    '\\(c_1\\)',
    '$a_1',
    'b$',
    '$HOME/bin:$PATH',
    '`$x` and $y$',
    '$AAPL/$MSFT',
    '50%$',
  ],
  [
    '<details>',
    '<details>',
    '</details>',
    '</details>',
    '<summary>S *e*</summary>',
    '<summary>',
    '</summary>',
  ],
  [
    '<details open>',
    '> <details>',
    '> </details>',
    '- <details>',
    '  </details>',
    'x <details>',
    '<details> t',
  ],
  [
    'H<sub>2</sub>O',
    '<sup>x',
    'y</sup>',
    '<kbd>K</kbd>',
    'l<br>m',
    '<sub class="c">z</sub>',
    '<u><b>w</u></b>',
  ],
  [
    '[u]: https://u.x/ "T"',
    '[see][u]',
    '[v]: ./v',
    '[v]',
    '[w]: <>',
    '[](https://a.b)',
    '[r](./r.py)',
  ],
  [
    '含**「重点」**内容',
    '~~删除。~~后',
    '*斜，*面',
    '见https://a.b/c（说）。',
    '한국어 **강조(强)**입니다',
  ],
  [
    '```md',
    '```markdown',
    '```bash',
    '````md',
    '```',
    '> ```md',
    '- ```md',
    '  ```js',
    '~~~md',
    '~~~py',
    '~~~',
  ],
  ['| a | b |\n| - | - |\n| `c|d` | e | f |', '| `x|y` | z |', '| $p|q$ | r |', '| 1 | 2 | 3 |'],
].flat();

/** Documents of a few lines, mostly with those extensions. */
export const writtenDocument = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...written) }, fc.constantFrom(...lines)),
    {
      minLength: 2,
      maxLength: 10,
    },
  )
  .map((parts) => parts.join('\n'));

/** One construct of several lines, with a few other lines inside, before and after it. */
export const wrappedDocument = fc
  .tuple(
    fc.constantFrom(
      ['$$', '$$'],
      ['\\[', '\\]'],
      ['\\begin{align}', '\\end{align}'],
      ['<details>', '</details>'],
      ['<details>\n<summary>S</summary>', '</details>'],
      ['```md', '```'],
      ['~~~markdown', '~~~'],
    ),
    fc.array(fc.constantFrom(...written, '', '', 'a = b', 'text'), { maxLength: 5 }),
    fc.array(fc.constantFrom(...written, ...lines), { maxLength: 2 }),
    fc.array(fc.constantFrom(...written, ...lines), { maxLength: 3 }),
    fc.constantFrom('', '', '> ', '  '),
  )
  .map(([[start = '', end = ''], inner, before, after, prefix]) =>
    [
      ...before,
      ...[start, ...inner, end].flatMap((line) => line.split('\n')).map((line) => prefix + line),
      ...after,
    ].join('\n'),
  );

const footnotes = ['[^1]: n', '[^1]', 'n[^1]', '    more', '- [^1]'];

/** Documents of a few lines, each of any kind. */
export const smallDocument = fc
  .array(fc.constantFrom(...lines), { minLength: 1, maxLength: 9 })
  .map((parts) => parts.join('\n'));

/** Documents with footnotes. */
export const notedDocument = fc
  .array(fc.constantFrom(...lines, ...footnotes, ...footnotes, ...footnotes), {
    minLength: 2,
    maxLength: 9,
  })
  .map((parts) => parts.join('\n'));

const words = [
  'word',
  'two words',
  '*em*',
  '**strong**',
  '`code`',
  '[link](https://a.b)',
  'end.',
  'a_b_c',
];
const marks = [
  ...words,
  '*',
  '**',
  '_',
  '`',
  '[',
  ']',
  '](',
  '<',
  '~~',
  '\\*',
  '$',
  '!',
  '漢字',
  '&lt;',
  'https://x.y',
];

/** One paragraph long enough to be rendered in pieces; `wild` has marks without partners. */
export function longParagraph(wild: boolean): fc.Arbitrary<string> {
  return fc
    .array(
      fc.tuple(
        fc.constantFrom(...(wild ? marks : words)),
        fc.constantFrom(' ', ' ', ' ', '\n', ''),
      ),
      {
        minLength: 300,
        maxLength: 700,
      },
    )
    .map((parts) => `Start ${parts.map(([word, gap]) => word + gap).join('')}`);
}

/** Long lists, tables, code and quotes with unusual lines among them. */
export const longDocument = fc
  .record({
    kind: fc.constantFrom('- item', '1. item', '| a | b |', '    code', '> quote', 'code'),
    odd: fc.array(fc.tuple(fc.nat(150), fc.constantFrom(...lines)), { maxLength: 4 }),
    count: fc.integer({ min: 60, max: 150 }),
  })
  .map(({ kind, odd, count }) => {
    const head = kind.startsWith('|')
      ? ['| h | i |', '| - | -: |']
      : kind === 'code'
        ? ['```ts']
        : [];
    const body = Array.from({ length: count }, (_, index) => `${kind} ${index}`);
    for (const [at, line] of odd) body.splice(at, 0, line);
    return [...head, ...body].join('\n');
  });

/** Splits a text into chunks of up to 12 characters. */
export function chunksOf(text: string, seed: number): string[] {
  const chunks: string[] = [];
  let state = seed >>> 0;
  for (let at = 0; at < text.length;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const length = 1 + ((state >>> 16) % 12);
    chunks.push(text.slice(at, at + length));
    at += length;
  }
  return chunks;
}
