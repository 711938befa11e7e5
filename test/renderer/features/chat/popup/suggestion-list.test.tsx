import { describe, expect, it } from 'vitest';
import {
  emptyPopup,
  reducePopup,
  type PopupAction,
} from '../../../../../src/renderer/features/chat/popup/popup-state.ts';
import { SuggestionsView } from '../../../../../src/renderer/features/chat/popup/suggestion-list.tsx';
import { draw, textIn } from '../tools/draw.tsx';

const source = { id: 'a', title: 'Server <a>', waiting: 'Starting Server…' };

const after = (...actions: readonly PopupAction[]): string =>
  draw(
    <SuggestionsView
      state={actions.reduce(reducePopup, emptyPopup)}
      onChoose={() => {
        throw new Error('Nobody clicked.');
      }}
    />,
  );

describe('the suggestions', () => {
  it('are options of a list, by section, as text', () => {
    const items = [
      { id: '1', label: '<img src=x onerror=alert(1)>', name: 'one', detail: 'The first' },
      { id: '2', label: 'two', name: 'two', detail: '' },
    ];
    const html = after(
      { kind: 'opened', sources: [source] },
      { kind: 'arrived', sourceId: 'a', items: { items, isCut: true } },
      { kind: 'moved', step: 1 },
    );
    expect(html).not.toContain('<img');
    expect(html).toContain('role="listbox" id="composer-suggestions"');
    expect(html).toContain('aria-labelledby="composer-suggestions-group-0"');
    expect(html.match(/aria-selected="true"/gu)).toHaveLength(1);
    expect(html).toMatch(/id="composer-suggestions-1"[^>]*aria-selected="true"/u);
    expect(textIn(html)).toContain('Server &lt;a&gt; has more than is listed here.');
    // A name that says the same as the label is not repeated.
    expect(html.match(/>two</gu)).toHaveLength(1);
  });

  it('say what is waited for and what failed', () => {
    const opened: PopupAction = { kind: 'opened', sources: [source] };
    expect(textIn(after(opened))).toBe('Starting Server…');
    const error = { code: 'tool_server_off', params: { server: 'Server' } } as const;
    expect(textIn(after(opened, { kind: 'failed', sourceId: 'a', error }))).toBe(
      'Server is switched off. Switch it on in Settings → Tools.',
    );
  });
});
