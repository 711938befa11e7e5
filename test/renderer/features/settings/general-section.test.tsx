import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import {
  GeneralFields,
  type GeneralFieldsProps,
} from '../../../../src/renderer/features/settings/general-section.tsx';
import { namedField } from '../../../../src/renderer/features/settings/use-fields.ts';

const draw = (props: Partial<GeneralFieldsProps> = {}): string =>
  renderToStaticMarkup(
    <GeneralFields
      theme="dark"
      naming
      whenFull="ask"
      spelling={false}
      problem={null}
      field={(id) => ({ ...namedField(id, 'linux'), reset: null })}
      onChange={() => {
        throw new Error('Nobody clicked.');
      }}
      language={null}
      systemPrompt={<p>prompt</p>}
      idleTimeout={<p>timeout</p>}
      desktop={<p>desktop</p>}
      {...props}
    />,
  );

const switches = (html: string): readonly boolean[] =>
  [...html.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)].map(([tag]) =>
    tag.includes(' checked=""'),
  );

it('shows what holds, with both texts in their places', () => {
  const html = draw();
  expect(html).toMatch(/<option[^>]*selected[^>]*>Dark</);
  expect(switches(html)).toEqual([true, false]);
  expect(html.indexOf('prompt')).toBeLessThan(html.indexOf('Name conversations'));
  expect(html.indexOf('Check spelling')).toBeLessThan(html.indexOf('timeout'));
});

it('leaves spelling out where the system checks it', () => {
  const html = draw({ spelling: null });
  expect(html).not.toContain('Check spelling');
  expect(switches(html)).toEqual([true]);
});

it('says why a setting could not be saved', () => {
  expect(draw({ problem: 'The disk is full.' })).toContain('The disk is full.');
});
