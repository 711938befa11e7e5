import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type {
  ArgumentForm,
  FormField,
  FormValues,
} from '../../../../../../src/renderer/features/chat/popup/composer-source.ts';
import { ArgumentFormView } from '../../../../../../src/renderer/features/chat/popup/form/argument-form.tsx';
import { createFormStore } from '../../../../../../src/renderer/features/chat/popup/form/form-store.ts';
import type { Coded, Result } from '../../../../../../src/shared/model/errors.ts';
import type { FilledPrompt } from '../../../../../../src/shared/model/tool-sources/offers.ts';
import { draw, textIn } from '../../tools/draw.tsx';

const field = (name: string, isRequired: boolean) => ({
  name,
  description: `What ${name} is`,
  isRequired,
});

function rig(fields: readonly FormField[] = [field('city', true), field('state', false)]) {
  const completions: { field: string; values: FormValues; signal: AbortSignal }[] = [];
  const submitted: { values: FormValues; signal: AbortSignal }[] = [];
  const done: FilledPrompt[] = [];
  let answer: (result: Result<FilledPrompt>) => void = () => undefined;
  const form: ArgumentForm = {
    title: 'The <b>weather</b>',
    description: 'Asks for the weather',
    from: () => 'Everything',
    submitLabel: () => 'Insert',
    fields,
    complete(name, values, signal) {
      completions.push({ field: name, values, signal });
      return Promise.resolve(['Oslo', 'Osaka', 'Oslo', values[name] ?? '']);
    },
    submit(values, signal) {
      submitted.push({ values, signal });
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  };
  const store = createFormStore(form, (filled) => done.push(filled));
  onTestFinished(() => store.close());
  return {
    store,
    completions,
    submitted,
    done,
    answer: (result: Result<FilledPrompt>) => answer(result),
    html: () => draw(<ArgumentFormView store={store} onCancel={() => undefined} />),
  };
}

const filled: FilledPrompt = { text: 'Done.', parts: [], problems: [] };

describe('a form', () => {
  it('of a server that names its fields as every object does begins empty', () => {
    const { store, html, submitted } = rig([field('constructor', true), field('toString', false)]);
    expect(html()).not.toContain('native code');
    expect(store.submit()).toBe('constructor');
    expect(submitted).toEqual([]);
  });

  it('shows its fields with what is required, as text', () => {
    const html = rig().html();
    expect(html).toContain('aria-label="The &lt;b&gt;weather&lt;/b&gt;, Everything"');
    expect(html.match(/aria-required="true"/gu)).toHaveLength(1);
    expect(textIn(html)).toContain('What city is');
    expect(textIn(html)).toContain('state optional');
    expect(textIn(html)).toContain('Insert');
  });

  it('fills in what is fetched or chosen, unless something was typed meanwhile', async () => {
    let fetched: (value: string) => void = () => undefined;
    const fetch = () =>
      new Promise<{ ok: true; value: string }>((resolve) => {
        fetched = (value) => resolve({ ok: true, value });
      });
    const choose = () => Promise.resolve({ ok: true, value: 'a.txt' } as const);
    const fields = [
      { ...field('copied', true), control: { kind: 'fetched', fetch } as const },
      { ...field('file', true), control: { kind: 'files', choose } as const },
    ];
    const { store, html } = rig(fields);
    fetched('from there');
    store.choose('file');
    await vi.waitFor(() =>
      expect(store.getState().values).toEqual({ copied: 'from there', file: 'a.txt' }),
    );
    expect(textIn(html())).toContain('a.txt');
    const late = rig([{ ...field('copied', true), control: { kind: 'fetched', fetch } as const }]);
    late.store.type('copied', 'typed');
    fetched('too late');
    await Promise.resolve();
    await Promise.resolve();
    expect(late.store.getState().values).toEqual({ copied: 'typed' });
  });

  it('keeps what was fetched, and tells what could not be', async () => {
    const problem: Coded = { code: 'plain', params: { text: 'b.txt is gone.' } };
    const choose = () =>
      Promise.resolve({ ok: true, value: 'a.txt', problems: [problem] } as const);
    const { store, html } = rig([
      { ...field('file', true), control: { kind: 'files', choose } as const },
    ]);
    store.choose('file');
    await vi.waitFor(() => expect(textIn(html())).toContain('b.txt is gone.'));
    expect(store.getState().values).toEqual({ file: 'a.txt' });
  });

  it('is not submitted while something required is missing', () => {
    const { store, submitted, html } = rig();
    store.type('city', '  ');
    expect(store.submit()).toBe('city');
    expect(submitted).toEqual([]);
    expect(textIn(html())).toContain('Fill this in.');
    store.type('city', 'Oslo');
    expect(textIn(html())).not.toContain('Fill this in.');
  });

  it('is submitted once, and hands on what comes', async () => {
    const { store, submitted, done, answer, html } = rig();
    store.type('city', 'Oslo');
    expect(store.submit()).toBeNull();
    store.submit();
    expect(submitted.map(({ values }) => values)).toEqual([{ city: 'Oslo' }]);
    expect(textIn(html())).toContain('Asking Everything…');
    answer({ ok: true, value: filled });
    await vi.waitFor(() => expect(done).toEqual([filled]));
  });

  it('says why it failed, and can be submitted again', async () => {
    const { store, submitted, answer, html } = rig();
    store.type('city', 'Oslo');
    store.submit();
    const error = {
      code: 'offer_refused',
      params: { server: 'Everything', said: 'No such city.' },
      kind: 'server',
      retryable: true,
    } as const;
    answer({ ok: false, error });
    await vi.waitFor(() => expect(textIn(html())).toContain('Everything refused: No such city.'));
    expect(textIn(html())).toContain('Try again');
    store.submit();
    expect(submitted).toHaveLength(2);
  });

  it('is submitted at once without fields, and stops when it is closed', async () => {
    const { store, submitted, done, answer } = rig([]);
    expect(submitted).toHaveLength(1);
    store.close();
    expect(submitted[0]?.signal.aborted).toBe(true);
    answer({ ok: true, value: filled });
    await Promise.resolve();
    expect(done).toEqual([]);
  });
});

describe('suggestions for a field', () => {
  it('come after a pause in typing, for the last text only', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { store, completions } = rig();
    store.enter('city');
    await vi.advanceTimersByTimeAsync(0);
    expect(completions).toHaveLength(1);
    store.type('city', 'O');
    expect(completions[0]?.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(100);
    store.type('city', 'Os');
    await vi.advanceTimersByTimeAsync(150);
    expect(completions.map(({ values }) => values['city'])).toEqual([undefined, 'Os']);
    expect(store.getState().suggestions).toEqual({
      field: 'city',
      values: ['Oslo', 'Osaka'],
      active: -1,
    });
  });

  it('are moved through, taken over and closed', async () => {
    const { store, html } = rig();
    store.enter('city');
    await vi.waitFor(() => expect(store.getState().suggestions).not.toBeNull());
    store.move(-1);
    expect(store.getState().suggestions?.active).toBe(1);
    store.move(1);
    expect(html()).toContain('aria-activedescendant');
    store.pick('city', 'Oslo');
    expect(store.getState()).toMatchObject({ values: { city: 'Oslo' }, suggestions: null });
    store.enter('city');
    await vi.waitFor(() => expect(store.getState().suggestions).not.toBeNull());
    store.closeSuggestions();
    expect(store.getState().suggestions).toBeNull();
  });
});
