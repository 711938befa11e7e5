import fc from 'fast-check';

/** Pieces of a line: words, marks, and what looks like something else. */
const pieces = [
  [
    'a',
    'word',
    'two words',
    'x1',
    '5',
    'é',
    '漢字',
    'かな',
    '한',
    '😀',
    '“q”',
    '—',
    '…',
    '\u00a0',
    '\u3000',
  ],
  [' ', ' ', ' ', ' ', '\n', '  ', '\t', ' \n', '\n ', '\r', '\\\n'],
  [
    '*',
    '**',
    '***',
    '*a*',
    '**b**',
    '**c d**',
    '*e* ',
    ' **f** ',
    '_',
    '__',
    '_g_',
    'h_i',
    '~',
    '~~j~~',
  ],
  [
    '`',
    '``',
    '`k`',
    '`l m`',
    '` n `',
    '`*`',
    '`$`',
    '`<b>`',
    '`\\`',
    '`|`',
    '`&amp;`',
    '`https://a.b`',
  ],
  [
    '[o](https://a.b)',
    '[p q](http://c.d/e_f?g=h#i)',
    '[r]',
    '[s](t)',
    '[',
    ']',
    '(',
    ')',
    '!',
    '[^u]',
    '[x] ',
  ],
  [
    '[*v*](https://a.b)',
    '![w](https://a.b)',
    '[y](https://a.b "t")',
    '[https://z.a](https://z.a)',
    '[www.z.a](https://z.a)',
  ],
  [
    '.',
    ',',
    ':',
    ';',
    '?',
    '-',
    '+',
    '=',
    '#',
    '>',
    '|',
    '"',
    "'",
    '/',
    '{',
    '}',
    '^',
    '%',
    '$',
    '$1',
    '$x$',
    '\\',
    '\\(',
    '@',
  ],
  [
    '<',
    '< ',
    '<3',
    '<b>',
    '<br>',
    '</b>',
    '&',
    '& ',
    '&amp;',
    '&#35;',
    'https://b.c',
    'www.b.c',
    'a@b.c',
    'http:/',
    '://',
    '\0',
    '\ufeff',
    '\ud800',
  ],
].flat();

const line = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 7 })
  .map((parts) => parts.join(''));

const likely = fc
  .array(
    fc.constantFrom(
      ...pieces,
      ...['a ', 'word ', ' two words ', '**b** ', '`k` ', '*e* '].flatMap((part) =>
        Array.from({ length: 12 }, () => part),
      ),
    ),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map((parts) => parts.join(''));

/** Lines, with all or mostly words. */
export const text = fc.oneof(line, likely);
/** Lines, half of which begin with a word. */
export const withWords = fc.oneof(
  text,
  likely.map((words) => `Word ${words}`),
);
