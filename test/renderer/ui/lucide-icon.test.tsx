import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import createLucideIcon, { type IconData } from '../../../src/renderer/ui/lucide-icon.tsx';

const shapes: IconData = {
  name: 'shapes',
  aliases: ['forms', { name: 'old' }],
  node: [
    ['path', { d: 'm15 5 4 4', key: 'a' }],
    ['path', { d: 'M2 2h3', key: 'b' }],
    ['circle', { cx: '12', cy: '12', r: '3', key: 'c' }],
    ['ellipse', { cx: '12', cy: '5', rx: '9', ry: '3', key: 'd' }],
    ['line', { x1: '1', x2: '2', y1: '3', y2: '4', key: 'e' }],
    ['rect', { x: '3', y: '4', width: '10', height: '8', rx: '2', key: 'f' }],
    ['circle', { cx: '7', cy: '7', r: '.5', fill: 'currentColor', key: 'g' }],
  ],
};

it('draws all shapes of an icon as one path, but for those with a look of their own', () => {
  const Icon = createLucideIcon(shapes);
  const markup = renderToStaticMarkup(<Icon size={16} className="mine" />);
  expect(markup).toContain('class="lucide lucide-shapes lucide-forms mine"');
  expect([...markup.matchAll(/<(\w+)/g)].map(([, tag]) => tag)).toEqual(['svg', 'path', 'circle']);
  expect(/ d="([^"]*)"/.exec(markup)?.[1]).toBe(
    [
      'M0 0m15 5 4 4',
      'M2 2h3',
      'M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z',
      'M3 5a9 3 0 1 0 18 0a9 3 0 1 0 -18 0z',
      'M1 3L2 4',
      'M5 4h6a2 2 0 0 1 2 2v4a2 2 0 0 1 -2 2h-6a2 2 0 0 1 -2 -2v-4a2 2 0 0 1 2 -2z',
    ].join(''),
  );
});

it('is hidden from screen readers, unless it is a mark of its own', () => {
  const Icon = createLucideIcon(shapes);
  expect(renderToStaticMarkup(<Icon />)).toContain('aria-hidden="true"');
  const mark = renderToStaticMarkup(<Icon role="img" aria-label="Pinned" />);
  expect(mark).not.toContain('aria-hidden');
  expect(mark).toContain('aria-label="Pinned"');
});
