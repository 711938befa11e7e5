import type { Random } from '../../bench/library/random.ts';

/** A document written to be slow to parse, with words that occur nowhere else. */
export interface NastyText {
  /** Its construction, for failure messages. */
  readonly name: string;
  readonly text: string;
  /** Each must be found wherever the document is shown completely. */
  readonly words: readonly string[];
}

/** Openers, closers and partial openers, repeated. */
const runs: readonly string[] = [
  ['*a_ ', '***a***', '*a**b', '_a*_', '**a ', '*', '_', '~~a~', '~', '`a``b', '`', '``a`'],
  ['[a](', '[', '![', '[a][', ']', '](', '[a]: ', '[^a]', '[[a](b)', '![a](b "', '[a](<b'],
  ['<a', '<a b="', '<!--', '<![CDATA[', '<?a', '</a', '<kbd>', '<details>', '<sub><sup>', '&a'],
  ['$', '$$', '$a', '\\(', '\\[', '\\begin{a}', '\\frac{', '{', '^{', '_{a', '\\left('],
  ['> ', '- ', '1. ', '>- ', '- [ ] ', '# ', '    ', '\t', '  \n', '\\\n', ' \r', '\u00a0'],
  ['|', '| a ', '|-', '\\|', 'a|\n', '- a\n', '> a\n', '1) a\n', '***\n', '===\n', '```\n'],
  ['http://a.', 'www.a.b/', 'a@b.', 'a.b_c@', 'https://a/(', 'https://a.b/&amp;', '…', '"', "'"],
  ['漢**字**', '（**a**）', '\u0301', '\u200d', '\u202e', '👨‍👩‍👧', 'ﷺ', '\0', '\ud83d', 'שלום **a** '],
].flat();

const languages = [
  '',
  'java',
  'md',
  'ts',
  'html',
  'sql',
  'latex',
  'mermaid',
  'x'.repeat(300),
  'c++',
];

interface Maker {
  readonly name: string;
  /** A text of about this many characters. */
  readonly make: (random: Random, length: number) => string;
}

const repeated = (piece: string, length: number): string =>
  piece.repeat(Math.max(1, Math.floor(length / piece.length)));

/** Kinds of documents; each takes its repeated content from `runs`. */
const makers: readonly Maker[] = [
  {
    name: 'one run',
    make: (random, length) => repeated(random.pick(runs), length),
  },
  {
    name: 'two runs, one after the other',
    make: (random, length) =>
      repeated(random.pick(runs), length / 2) + repeated(random.pick(runs), length / 2),
  },
  {
    name: 'two runs in turn',
    make: (random, length) => repeated(random.pick(runs) + random.pick(runs), length),
  },
  {
    name: 'a soup',
    make(random, length) {
      let text = '';
      while (text.length < length) text += random.pick(runs).repeat(1 + random.below(6));
      return text;
    },
  },
  {
    name: 'lines, each one longer',
    make(random, length) {
      const piece = random.pick(runs).replaceAll('\n', ' ');
      const rows = Math.floor(Math.sqrt((2 * length) / piece.length));
      return Array.from({ length: rows }, (_, row) => `${piece.repeat(row)}a`).join('\n');
    },
  },
  {
    name: 'nested containers',
    make(random, length) {
      const piece = random.pick(['> ', '- ', '1. ', '> - ', '* 1. ', '>']);
      return `${repeated(piece, length / 2)}a\n${repeated(random.pick(runs), length / 2)}`;
    },
  },
  {
    name: 'a fence',
    make: (random, length) =>
      `\`\`\`${random.pick(languages)}\n${repeated(random.pick(runs), length)}${random.chance(0.5) ? '\n```\n' : ''}`,
  },
  {
    name: 'a table',
    make(random, length) {
      const columns = 1 + random.below(random.chance(0.5) ? 3000 : 40);
      const cell = random.pick(['|', '| a ', '| *a_ ', '|`', '| \\| ', '|$', '| [a]( ']);
      const head = `${'| h '.repeat(columns)}|\n${'| - '.repeat(columns)}|\n`;
      const row = `${cell.repeat(columns)}|\n`;
      return head + row.repeat(Math.max(1, Math.floor(length / row.length)));
    },
  },
  {
    name: 'one word',
    make: (random, length) =>
      repeated(random.pick(['a', 'ä', '漢', 'x_', '👍', 'a.', '0']), length),
  },
  {
    name: 'definitions',
    make(random, length) {
      const count = Math.floor(length / 40);
      const one = (index: number): string =>
        random.chance(0.5) ? `[a${index}]: /u "t` : `[^n${index}]: see [^n${index + 1}]`;
      return Array.from({ length: count }, (_, index) => `${one(index)}\n`).join(
        random.chance(0.5) ? '\n' : '',
      );
    },
  },
  {
    name: 'a formula',
    make(random, length) {
      const inner = random.pick([
        '\\frac{',
        '{',
        '^{a',
        '\\sqrt',
        '&',
        '\\\\',
        '\\left(',
        'x',
        '\\def\\a{\\a\\a}\\a',
      ]);
      const [open, close] = random.pick([
        ['$$\n', '\n$$'],
        ['\\[', '\\]'],
        ['$', '$'],
        ['\\begin{align}', '\\end{align}'],
      ]);
      return open + repeated(inner, length) + (random.chance(0.7) ? close : '');
    },
  },
  {
    name: 'a picture in the text',
    make(random, length) {
      const type = random.pick(['svg+xml', 'png', 'gif', 'webp', 'jpeg', 'bmp', 'x'.repeat(500)]);
      const data = random.pick(['iVBORw0KGgo', 'R0lGODlh', '<svg>', '%3Csvg%3E', 'A']);
      return `![a](data:image/${type}${random.pick([';base64,', ',', ';;;,', ''])}${repeated(data, length)})`;
    },
  },
];

/** A document of about `length` characters; deterministic for the random numbers. */
export function nastyText(random: Random, length: number): NastyText {
  const parts: string[] = [];
  const words: string[] = [];
  const names: string[] = [];
  const count = 1 + random.below(3);
  for (let part = 0; part < count; part += 1) {
    const maker = random.pick(makers);
    const word = `w${random.below(36 ** 5).toString(36)}q${part}`;
    words.push(word);
    names.push(maker.name);
    // Closes open code, so that the word is part of the text.
    parts.push(`${maker.make(random, length / count)}\n\n\`\`\`\n\n${word}\n\n`);
  }
  return { name: names.join(' + '), text: parts.join(''), words };
}
