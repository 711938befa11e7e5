import { expect, test, vi } from 'vitest';
import type * as FromMarkdown from 'mdast-util-from-markdown';
import type { Split } from '../../../src/renderer/markdown/split/block.ts';
import { closeMarks } from '../../../src/renderer/markdown/split/marks.ts';
import { parseMarkdown } from '../../../src/renderer/markdown/parse/parse.ts';
import { parseInline } from '../../../src/shared/markdown/language.ts';
import { createSegmenter } from '../../../src/renderer/markdown/split/segments.ts';
import type { Segmenter } from '../../../src/renderer/markdown/split/segments.ts';
import { emptySplit, feed, finish } from '../../../src/renderer/markdown/split/splitter.ts';
import { closeTail, preview, shownPart } from '../../../src/renderer/markdown/split/tail.ts';

/** Counts the characters that the library parses; nothing else is changed. */
const read = vi.hoisted(() => ({ characters: 0 }));
vi.mock('mdast-util-from-markdown', async (original) => {
  const library = await original<typeof FromMarkdown>();
  return {
    ...library,
    fromMarkdown: (...[text, ...more]: [string, ...never[]]) => {
      read.characters += text.length;
      return library.fromMarkdown(text, ...more);
    },
  };
});

/** Reads what a frame shows of the open block, as the views do; the rest is memoised. */
function showOpen({ open }: Split, segmenter: Segmenter): void {
  switch (open.kind) {
    case 'none':
    case 'code':
      return;
    case 'paragraph':
      parseInline(closeMarks(shownPart(segmenter.update(open.block.text).rest)));
      return;
    case 'list':
      parseMarkdown(closeTail(open.block.rest));
      return;
    case 'table':
      parseMarkdown(closeTail(open.block.head + (open.block.pieces.groups.at(-1)?.at(-1) ?? '')));
      return;
    case 'formula':
      if (open.block.before !== '') parseMarkdown(open.block.before);
      return;
    case 'fold':
    case 'quote':
      showOpen(open.block.inner, segmenter);
      return;
    case 'html':
    case 'indented':
    case 'unsure':
      parseMarkdown(closeTail(open.block.text));
  }
}

/** The work that each piece of `step` characters causes in the library. */
function workOf(text: string, step: number): number[] {
  const work: number[] = [];
  let split = emptySplit();
  let segmenter = createSegmenter();
  let block = -1;
  for (let at = 0; at < text.length; at += step) {
    read.characters = 0;
    split = feed(split, text.slice(at, at + step));
    const shown = preview(split).split;
    if (shown.nextId !== block) segmenter = createSegmenter();
    block = shown.nextId;
    showOpen(shown, segmenter);
    work.push(read.characters);
  }
  expect(finish(split).open.kind).toBe('none');
  return work;
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
const filled = (line: (index: number) => string, head = '', size = 12_000): string => {
  let text = head;
  for (let index = 0; text.length < size; index += 1) text += line(index);
  return text;
};

/** Shapes of which only a small piece is ever parsed again. */
const flat: readonly (readonly [string, string])[] = [
  ['paragraphs', filled((i) => `Paragraph ${i} with **bold** and \`code\` in it.\n\n`)],
  ['a list', filled((i) => `- item ${i} with **bold**\n`)],
  ['a loose list', filled((i) => `- item ${i}\n\n  more\n\n`)],
  ['a numbered list', filled((i) => `${i + 1}. item\n`)],
  ['a table', filled((i) => `| ${i} | **b** |\n`, '| a | b |\n| - | - |\n')],
  ['a table without outer pipes', filled((i) => `${i} | **b**\n`, 'a | b\n--- | ---\n')],
  ['a fence', filled((i) => `const a${i} = 1\n`, '```ts\n')],
  ['a fence on one line', filled(() => 'x = 1; ', '```\n')],
  ['a quote', filled((i) => `> line ${i} of **it**\n`)],
  ['a quote of paragraphs', filled((i) => `> line ${i}\n>\n`)],
  ['a list in a quote', filled((i) => `> - item ${i}\n`)],
  ['one line', filled((i) => `word${i} **bold** and [link](https://a.b/${i}) `)],
  ['one line of CJK', filled(() => '流式渲染的成本**不应**当随着')],
  ['headings', filled((i) => `# Heading ${i}\n`)],
  ['rules', filled(() => '---\n\n')],
  ['blank lines', filled(() => '\n')],
];

test.each(flat)('%s: each piece of text makes the library read a bounded amount', (_, text) => {
  const work = workOf(text, 40);
  expect(Math.max(...work)).toBeLessThanOrEqual(4000);
  const half = work.length / 2;
  expect(sum(work.slice(half))).toBeLessThanOrEqual(sum(work.slice(0, half)) * 1.5 + 4000);
});

/**
 * Twice the length up to which a tail is re-read for every piece, so that both ways of reading are
 * covered.
 */
const uncutSize = 8000;

/** Shapes that cannot be split: they are parsed again, but less and less often. */
const uncut: readonly (readonly [string, string])[] = [
  ['a list in one item', filled((i) => `  - inner ${i}\n`, '- outer\n', 6000)],
  ['code in an item', filled((i) => `  a = ${i}\n`, '- x\n\n  ```\n', uncutSize)],
  ['a table that could be a list', filled((i) => `${i} | b\n`, 'a | b\n- | -\n', uncutSize)],
  ['an open mark', filled((i) => `word ${i} `, '**', uncutSize)],
  ['stars', filled(() => '*', 'a ', uncutSize)],
  ['openers', filled(() => '**a ', '', uncutSize)],
  ['brackets', filled(() => '[', '', uncutSize)],
  ['images', filled(() => '![', '', uncutSize)],
  ['backticks', filled(() => '`a``b', '', uncutSize)],
  ['tags', filled(() => '<a', '', 6000)],
  ['an HTML block', filled((i) => `<p>${i}\n`, '<div>\n', uncutSize)],
  ['indented code', filled((i) => `    code ${i}\n`, '', uncutSize)],
  ['definitions', filled((i) => `[d${i}]: https://a.b/${i}\n`, '', uncutSize)],
  ['footnotes', filled((i) => `[^${i}]: note\n`, '', 6000)],
  ['a letter without end', filled(() => 'x', '', uncutSize)],
  ['a quote 10,000 deep', `${'>'.repeat(10_000)} deep`],
  ['a spaced quote, ever deeper', `${'> '.repeat(6000)}deep`],
  ['a list 10,000 deep', `${'- '.repeat(5000)}deep`],
  [
    'a table of 500 columns',
    `${'| a '.repeat(500)}|\n${'| - '.repeat(500)}|\n${'| b '.repeat(500)}|\n`,
  ],
  ['quotes and lists in turn', `${'> - '.repeat(2500)}deep`],
  ['definitions never ended', filled(() => '[a]: <', '', uncutSize)],
  ['entities', filled(() => '&amp;&#x41;', '', uncutSize)],
  ['addresses', filled((i) => `https://a.b/${i}(`, '', uncutSize)],
  ['mail addresses', filled(() => 'a@b.c.', '', uncutSize)],
  ['footnotes never defined', filled((i) => `[^${i}] `, '', uncutSize)],
  ['formulas never ended', filled(() => '$a \\( ', '', uncutSize)],
  ['two dollars never closed', filled((i) => `a_${i} = b \\\\\n`, '$$\n', uncutSize)],
  ['two dollars in a line', filled((i) => `$$a_${i} `, '', uncutSize)],
  ['an environment never closed', filled((i) => `a_${i} &= b\n\n`, '\\begin{align}\n', uncutSize)],
  ['environments', filled(() => '\\begin{align}\n', '', uncutSize)],
  ['fences of Markdown', filled((i) => `\`\`\`js\n${i}\n`, '```md\n', uncutSize)],
  ['fences of Markdown in turn', filled((i) => `\`\`\`md\n${i}\n\`\`\`\n`, '', uncutSize)],
  ['folds', filled((i) => `<details>\n<summary>${i}</summary>\n\n`, '', uncutSize)],
  ['folds on one line', filled(() => '<details><summary>', '', uncutSize)],
  ['folds that end', filled((i) => `<details>\n${i}\n</details>\n`, '', uncutSize)],
  ['tags without a partner', filled((i) => `<sub>${i} `, '', uncutSize)],
  ['ends without a beginning', filled((i) => `</kbd>${i} `, '', uncutSize)],
  ['direction marks', filled(() => '\u202E\u2066a', '', uncutSize)],
];

test.each(uncut)('%s: the work per character is bounded', (_, text) => {
  const work = workOf(text, 100);
  // A tail of 4,000 is read at most three times per 100 new characters; a longer one once per 1/64
  // of its length.
  expect(sum(work) / text.length).toBeLessThanOrEqual(150);
  expect(Math.max(...work)).toBeLessThanOrEqual(text.length * 4);
});

const doubled: readonly (readonly [string, (length: number) => string])[] = [
  ['code in an item', (length) => filled((i) => `  code ${i}\n`, '- x\n\n  ```\n', length)],
  ['an environment', (length) => filled((i) => `a_${i} &= b\n\n`, '\\begin{align}\n', length)],
  ['fences of Markdown', (length) => filled((i) => `\`\`\`js\n${i}\n`, '```md\n', length)],
  ['folds', (length) => filled((i) => `<details>\n\n${i}\n\n`, '', length)],
];

test.each(doubled)('%s: twice the text is twice the work, not four times', (_, textOf) => {
  const work = (length: number): number => sum(workOf(textOf(length), 100));
  expect(work(32_000)).toBeLessThanOrEqual(work(16_000) * 2.5 + 4000);
});
