import type { Element } from 'hast';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { sliceElements } from '../../../src/renderer/markdown/budget/limits.ts';
import { stepsSpent } from '../../../src/renderer/markdown/budget/work.ts';
import { createApartJob } from '../../../src/renderer/markdown/parse/definitions.ts';
import { emptySplit, feed, finish } from '../../../src/renderer/markdown/split/splitter.ts';
import { renderElements } from '../../../src/renderer/markdown/view/elements.tsx';

const element = (tagName: string, children: Element['children']): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
});
const items = (count: number): Element[] =>
  Array.from({ length: count }, (_, at) => element('li', [{ type: 'text', value: `item ${at}` }]));

/** Steps counted for the part of a tree that is rendered at once. */
function stepsToDraw(nodes: readonly Element[]): number {
  const before = stepsSpent();
  void renderElements(nodes);
  return stepsSpent() - before;
}

test('however many elements there are, so many are drawn at once, and in the end all', () => {
  expect(stepsToDraw(items(20_000))).toBe(stepsToDraw(items(sliceElements)));
  const markup = renderToStaticMarkup(renderElements([element('ul', items(1000))]));
  expect(markup.match(/<li>/g)).toHaveLength(1000);
  expect(markup).toBe(
    `<ul>${Array.from({ length: 1000 }, (_, at) => `<li>item ${at}</li>`).join('')}</ul>`,
  );
});

test('a tree that branches at every level is drawn in slices at every level', () => {
  const wide = (depth: number): Element =>
    element('ul', depth === 0 ? items(50) : Array.from({ length: 50 }, () => wide(depth - 1)));
  expect(stepsToDraw([wide(2)])).toBeLessThan(stepsToDraw(items(sliceElements)) * 4);
});

test('definitions are read text by text, and given up when they are very many', () => {
  const paragraphs = (count: number): string =>
    Array.from({ length: count }, (_, at) => `A [link][l${at}].\n\n[l${at}]: /u\n\n`).join('');
  const read = (text: string): { readonly used: number; readonly steps: number } => {
    const job = createApartJob(finish(feed(emptySplit(), text)));
    const before = stepsSpent();
    let most = 0;
    while (!job.isDone()) {
      const began = stepsSpent();
      job.step();
      most = Math.max(most, stepsSpent() - began);
    }
    expect(most).toBeLessThan(2000);
    return { used: job.result().definitions.used.size, steps: stepsSpent() - before };
  };
  expect(read(paragraphs(100)).used).toBe(100);
  const many = read(paragraphs(20_000));
  expect(many.used).toBe(0);
  expect(many.steps).toBeLessThan(330_000);
});
