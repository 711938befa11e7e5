import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, expect, test } from 'vitest';
import { liftTimeLimit } from '../../../src/renderer/markdown/budget/turns.ts';
import { Markdown, MarkdownDocument } from '../../../src/renderer/markdown/view/markdown.tsx';
import { emptySplit, feed } from '../../../src/renderer/markdown/split/splitter.ts';

// On a busy machine, what is not read within the first task waits for its turn.
beforeEach(liftTimeLimit);

const arabic = '| الاسم | value |\n| --- | ---: |\n| a | 1 |\n';
const english = '| name | القيمة |\n| --- | --- |\n| كتاب | 1 |\n';
const inList = `- x\n\n${arabic.replaceAll(/^/gm, '  ').trimEnd()}\n`;

test.each([
  ['Arabic head', arabic, true],
  ['Arabic cells below an English head', english, false],
  ['in a list', inList, true],
])('a table has the direction of its head: %s', (_, text, isRtl) => {
  const whole = renderToStaticMarkup(<Markdown text={text} />);
  const split = feed(emptySplit(), text);
  const growing = renderToStaticMarkup(<MarkdownDocument split={split} text={null} />);
  for (const markup of [whole, growing]) {
    expect(markup).toContain('class="md-table"');
    expect(markup.includes('class="md-table" dir="rtl"')).toBe(isRtl);
  }
});

test('frames of an answer stand on the side where their words begin', () => {
  const markup = renderToStaticMarkup(
    <Markdown
      text={
        '> שלום\n\n> hello\n\n- > مرحبا\n\n<details><summary>שלום</summary>\n\na\n\n</details>\n'
      }
    />,
  );
  expect(markup).toContain('<div class="md" dir="ltr">');
  expect(markup.match(/<blockquote[^>]*>/g)).toEqual([
    '<blockquote dir="rtl">',
    '<blockquote>',
    '<blockquote dir="rtl">',
  ]);
  expect(markup).toContain('<details dir="rtl">');
});
