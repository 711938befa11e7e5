import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ListLines } from '../../../../src/renderer/features/library/list/list-lines.tsx';
import { rowTops } from '../../../../src/renderer/features/library/list/row-window.ts';
import type { ListRows } from '../../../../src/renderer/features/library/list/use-rows.ts';

const refuse = (): never => {
  throw new Error('Nobody clicked.');
};

const folder = {
  kind: 'folder',
  key: 'folder Work',
  view: { kind: 'folder', name: 'Work' },
  label: 'Work',
  count: 3,
} as const;

const list: ListRows = {
  heads: {},
  rows: [
    folder,
    { kind: 'heading', key: 'heading:Today', label: 'Today' },
    { kind: 'heading', key: 'heading:Yesterday', label: 'Yesterday' },
  ],
  lines: [folder],
  listed: [],
  indexes: new Map(),
  positions: new Map(),
  tops: rowTops(3, (index) => (index === 0 ? 36 : 40)),
};

const draw = (drawn: readonly number[], tabStop: string | undefined): string =>
  renderToStaticMarkup(
    <ListLines
      list={list}
      drawn={drawn}
      tabStop={tabStop}
      renaming={null}
      selected={new Set()}
      menuFor={null}
      handlers={{
        open: refuse,
        select: refuse,
        beginRename: refuse,
        endRename: refuse,
        dragStart: refuse,
        dragEnd: refuse,
        dragOut: refuse,
      }}
      onView={refuse}
      onDropOn={refuse}
    />,
  );

it('draws only the rows asked for, each at its place, in a list as high as all', () => {
  const html = draw([0, 2], undefined);
  expect(html).toContain('block-size:116px');
  expect(html).toContain('Work');
  expect(html).not.toContain('Today');
  expect(html).toMatch(/inset-block-start:76px[^>]*><h3>Yesterday/);
});

it('has one Tab stop', () => {
  expect(draw([0], folder.key)).toContain('tabindex="0"');
  expect(draw([0], undefined)).not.toContain('tabindex="0"');
});
