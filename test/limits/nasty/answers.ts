import { createRandom } from '../../bench/library/random.ts';
import { pngHeader } from '../../main/attachments/samples.ts';
import { nastyText, type NastyText } from './markdown.ts';

const repeated = (piece: string, length: number): string =>
  piece.repeat(Math.max(1, Math.floor(length / piece.length)));

const fence = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\``;

const table = (columns: number, rows: number): string =>
  [
    '| h '.repeat(columns),
    '| - '.repeat(columns),
    ...Array.from({ length: rows }, () => '|c'.repeat(columns)),
  ].join('|\n');

/** Nested groups, each drawn ten times: a billion shapes in two kilobytes. */
function svgBomb(): string {
  const groups = Array.from({ length: 9 }, (_, at) => {
    const uses = `<use href="#g${at}"/>`.repeat(10);
    return `<g id="g${at + 1}">${uses}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg"><g id="g0"><circle r="1"/></g>${groups.join('')}</svg>`;
}

const dataUrl = (type: string, bytes: Buffer): string =>
  `data:image/${type};base64,${bytes.toString('base64')}`;

const commits = Array.from({ length: 6000 }, (_, at) => `  commit id: "c${at}"`);

/** A graph in which each node leads to some others, all over the place. */
const edges = (count: number): string =>
  Array.from({ length: count }, (_, at) => `  n${at % 40} --> n${(at * 7 + 3) % 41}`).join('\n');

/** Answers that have frozen this program, or a similar one. */
const seen: Readonly<Record<string, () => string>> = {
  'a table of 300 by 3,000 cells': () => table(3000, 300),
  'a table of 3,000 by 8 cells': () => table(8, 3000),
  'runs of *a_': () => repeated('*a_ ', 40_000),
  'runs of ***a***': () => repeated('***a***', 40_000),
  'runs of **a': () => repeated('**a ', 20_000),
  'brackets in a md fence': () => fence('md', repeated('[a](', 40_000)),
  'dollars in a java fence': () => fence('java', '$'.repeat(20_000)),
  'one line of code': () => fence('js', repeated('a("b",', 300_000)),
  'one word of 1 MB': () => 'a'.repeat(1_000_000),
  'one paragraph of 1 MB': () => repeated('word *and* word ', 1_000_000),
  'one paragraph of 1 MB in lines': () => repeated('word *and* word word\n', 1_000_000),
  'an item of 1 MB in lines without indentation': () =>
    `- ${repeated('word *and* word word\n', 1_000_000)}`,
  'a summary of 1 MB': () => `<details><summary>${repeated('word *and* word ', 1_000_000)}`,
  'a fence of 1 MB': () => fence('', repeated('a line of text\n', 1_000_000)),
  '20,000 list items': () => repeated('- item\n', 140_000),
  'quotes 2,000 deep': () => `${'> '.repeat(2000)}deep`,
  '5,000 links': () => repeated('[a](https://a.example/b) ', 125_000),
  '3,000 formulas': () => repeated('$x^2$ and ', 30_000),
  'a formula of 3,000 fractions': () => `$$\n${repeated('\\frac{', 18_000)}\n$$`,
  'an SVG that is a bomb': () => `![a](${dataUrl('svg+xml', Buffer.from(svgBomb()))})`,
  'an SVG bomb in a fence': () => fence('svg', svgBomb()),
  'six PNGs of 20,000 by 20,000': () =>
    Array.from(
      { length: 6 },
      (_, at) => `![a](${dataUrl('png', pngHeader(20_000 + at, 20_000))})`,
    ).join('\n\n'),
  'a diagram of 6,000 commits': () => fence('mermaid', `gitGraph\n${commits.join('\n')}`),
  'a diagram of 450 edges': () => fence('mermaid', `graph TD\n${edges(450)}`),
  '2,000 fences': () => repeated('```ts\nlet a;\n```\n\n', 36_000),
  '5,000 footnotes': () =>
    Array.from({ length: 2500 }, (_, at) => `a[^${at}]\n\n[^${at}]: note\n`).join('\n'),
  'tags in tags': () => repeated('<sub><sup><kbd>', 30_000),
};

/**
 * Answers for the window: the known ones, plus this many from the generator. Each ends with its
 * last word.
 */
export function hostileAnswers(firstSeed: number, generated: number): readonly NastyText[] {
  const known = Object.entries(seen).map(([name, make], at) => {
    const words = [`before${at}q`, `after${at}q`];
    return { name, text: `${words[0] ?? ''}\n\n${make()}\n\n${words[1] ?? ''}\n`, words };
  });
  const made = Array.from({ length: generated }, (_, at) => {
    const seed = firstSeed + at;
    const random = createRandom(seed);
    const answer = nastyText(random, random.pick([3000, 20_000, 60_000]));
    return { ...answer, name: `seed ${seed}: ${answer.name}` };
  });
  return [...known, ...made];
}
