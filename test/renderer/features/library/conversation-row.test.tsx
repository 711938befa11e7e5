import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import {
  ConversationRowView,
  type ConversationRowViewProps,
} from '../../../../src/renderer/features/library/list/conversation-row.tsx';

const refuse = (): never => {
  throw new Error('Nobody clicked.');
};

const draw = (props: Partial<ConversationRowViewProps> = {}): string =>
  renderToStaticMarkup(
    <ConversationRowView
      id="a"
      head={{ title: 'Bees & honey', updatedAt: '2026-11-01T12:00:00.000Z' }}
      top={72}
      position={3}
      count={10}
      isActive={false}
      isTabStop={false}
      isRenaming={false}
      isSelected={null}
      menuOpen={false}
      mark={null}
      handlers={{
        open: refuse,
        select: refuse,
        beginRename: refuse,
        endRename: refuse,
        dragStart: refuse,
        dragEnd: refuse,
        dragOut: refuse,
      }}
      {...props}
    />,
  );

it('shows the title, at its place of all', () => {
  const html = draw();
  expect(html).toContain('Bees &amp; honey');
  expect(html).toContain('inset-block-start:72px');
  expect(html).toContain('aria-posinset="3"');
  expect(html).toContain('aria-setsize="10"');
});

it('tells which conversation is on show, and which are selected', () => {
  expect(draw()).not.toContain('aria-current');
  expect(draw({ isActive: true })).toContain('aria-current="page"');
  expect(draw()).not.toContain('aria-pressed');
  expect(draw({ isSelected: false })).toContain('aria-pressed="false"');
  expect(draw({ isSelected: true })).toContain('aria-pressed="true"');
});

it('can be reached by Tab only where the list has its stop', () => {
  expect(draw()).not.toContain('tabindex="0"');
  expect(draw({ isTabStop: true })).not.toContain('tabindex="-1"');
});

it('says in words what its mark means', () => {
  expect(draw()).not.toContain('answer');
  expect(draw({ mark: 'writing' })).toContain('An answer is being written');
  expect(draw({ mark: 'unread' })).toContain('New answer');
  expect(draw({ mark: 'waiting' })).toContain('Waiting for your permission');
});

it('is a text field with the title while it is renamed', () => {
  const html = draw({ isRenaming: true });
  expect(html).toMatch(/<input[^>]*value="Bees &amp; honey"/);
  expect(html).not.toContain('draggable');
});
