import { expect, it } from 'vitest';
import { renderToStaticMarkup } from 'react-dom/server';
import { EscapeLeaves } from '../../../src/renderer/common/escape-leaves.tsx';

/** Presses a key in the form; returns what happened. */
function press(key: string, isChanged: boolean): readonly string[] {
  const happened: string[] = [];
  const around = EscapeLeaves({
    isChanged,
    onLeave: () => happened.push('left'),
    children: <form />,
  });
  around.props.onKeyDown({ key, stopPropagation: () => happened.push('kept from others') });
  return happened;
}

it('leaves an unchanged form by Escape, and no other key', () => {
  expect(press('Escape', false)).toEqual(['kept from others', 'left']);
  expect(press('Enter', false)).toEqual([]);
});

it('leaves no changed form, and keeps the key from the form around it', () => {
  expect(press('Escape', true)).toEqual(['kept from others']);
});

it('is known to dialogs as what handles Escape', () => {
  const html = renderToStaticMarkup(
    <EscapeLeaves isChanged={false} onLeave={() => undefined}>
      <form />
    </EscapeLeaves>,
  );
  expect(html).toBe('<div role="presentation" data-handles-escape="true"><form></form></div>');
});
