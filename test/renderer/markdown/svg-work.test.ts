import { expect, test } from 'vitest';
import { drawingSteps, maxDrawing } from '../../../src/renderer/markdown/code/svg-work.ts';

test('a drawing counts what its uses draw', () => {
  expect(drawingSteps('<svg><g id="a"><circle/></g><use href="#a"/></svg>')).toBe(6);
  expect(drawingSteps('<svg><use href="#nothing"/></svg>')).toBe(2);
});

test.each([
  ['groups in groups', '<svg>' + '<g>'.repeat(300_000)],
  [
    'named groups in groups',
    Array.from({ length: 100_000 }, (_, at) => `<g id="a${at}">`).join(''),
  ],
  ['very many elements', `<svg>${'<g></g>'.repeat(200_000)}</svg>`],
  ['one element with very many references', `<g a="${'url(#a)'.repeat(250_000)}"/>`],
])('is given up before it takes long: %s', (_, source) => {
  expect(drawingSteps(source)).toBeGreaterThan(maxDrawing);
});
