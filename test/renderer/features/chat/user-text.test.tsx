import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { isLong, UserText } from '../../../../src/renderer/features/chat/message/user-text.tsx';

const draw = (text: string): string => renderToStaticMarkup(<UserText text={text} />);

it('shows a text as it was typed', () => {
  const html = draw('a  <b>\n\nc');
  expect(html).toContain('a  &lt;b&gt;\n\nc');
  expect(html).not.toContain('<button');
});

it('shows nothing of a message without text', () => {
  expect(draw('')).toBe('');
});

it('folds a long text and says how long it is', () => {
  const html = draw('x'.repeat(20_000));
  expect(html).toContain('data-folded="true"');
  expect(html).toContain('aria-expanded="false"');
  expect(html).toContain('Show all 20,000 characters');
  expect(html.match(/x/g)?.length).toBeLessThan(9000);
});

it('takes many lines for long, and a few more than fit not', () => {
  expect(isLong('line\n'.repeat(24))).toBe(false);
  expect(isLong('line\n'.repeat(25))).toBe(true);
});
