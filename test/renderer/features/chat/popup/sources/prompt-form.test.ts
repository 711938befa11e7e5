import { describe, expect, it } from 'vitest';
import { promptForm } from '../../../../../../src/renderer/features/chat/popup/sources/prompt-form.ts';
import { dayOf } from '../../../../../../src/shared/day.ts';
import type { Coded } from '../../../../../../src/shared/model/errors.ts';
import type { Prompt } from '../../../../../../src/shared/model/prompts/prompt.ts';

const today = (): string => dayOf(Date.now());

/** The form of a text, with a window that answers commands. */
function formOf(
  text: string,
  rest: Partial<Prompt> = {},
  selection = '',
  problems: readonly Coded[] = [],
) {
  const asked: unknown[] = [];
  const report = { kind: 'file', attachment: 'a'.repeat(64), name: 'report.txt', size: 3 };
  const answers: Readonly<Record<string, unknown>> = {
    'prompts.clipboard': 'copied',
    'attachment.choose': { parts: [report], problems },
  };
  const controller = {
    command: (name: string, input: unknown) => {
      asked.push([name, input]);
      return Promise.resolve({ ok: true, value: answers[name] });
    },
  };
  const prompt = { id: 'p', name: 'Letter', folder: '', text, ...rest };
  const form = promptForm(prompt, {
    controller: controller as never,
    page: {} as never,
    conversationId: null,
    on: [],
    selection: () => selection,
  });
  return { form, asked, report };
}

const { signal } = new AbortController();

describe('the form of a prompt', () => {
  it('has a field for each variable, and shows the text', () => {
    const { form } = formOf(
      '{{who}} {{n: number = 2}} {{tone: kind | short}}{{ok: checkbox = !}} {{day: date}}',
    );
    expect(
      form.fields.map(({ name, isRequired, control }) => [name, isRequired, control?.kind]),
    ).toEqual([
      ['who', true, 'text'],
      ['n', true, 'number'],
      ['tone', true, 'choice'],
      ['ok', false, 'checkbox'],
      ['day', true, 'date'],
    ]);
    expect(form.initial).toEqual({ who: '', n: '2', tone: 'kind', ok: '', day: today() });
    expect(form.preview?.({ ...form.initial, who: 'Ann', ok: 'on' })).toBe(
      `Ann 2 kind! ${today()}`,
    );
  });

  it('has variables named as every object has something', async () => {
    const { form } = formOf('{{constructor}} {{__proto__ = a}} {{toString: x | y}}', {
      values: {},
    });
    expect(Object.entries(form.initial ?? {})).toEqual([
      ['constructor', ''],
      ['__proto__', 'a'],
      ['toString', 'x'],
    ]);
    expect(await form.submit(form.initial ?? {}, signal)).toMatchObject({
      value: { text: ' a x' },
    });
  });

  it('forgets a value that a variable of another kind has left', () => {
    const { form } = formOf('{{n: number = 3}} {{m?: number = 4}} {{ok: checkbox = !}}', {
      values: { n: 'many', m: '', ok: 'kind' },
    });
    expect(form.initial).toEqual({ n: '3', m: '', ok: '' });
  });

  it('remembers what was typed, but neither days nor what comes from elsewhere', async () => {
    const text = '{{who}} {{tone: kind | short}} {{gone: a | b}} {{day: date}} {{clipboard}}';
    const values = { who: 'Ann', tone: 'short', gone: 'c', day: '2020-01-01', clipboard: 'old' };
    const { form, asked } = formOf(text, { values });
    expect(form.initial).toEqual({
      who: 'Ann',
      tone: 'short',
      gone: 'a',
      day: today(),
      clipboard: '',
    });
    await form.submit({ ...form.initial, who: 'a'.repeat(2001), clipboard: 'new' }, signal);
    expect(asked).toEqual([
      [
        'prompts.used',
        { conversationId: null, promptId: 'p', values: { tone: 'short', gone: 'a' } },
      ],
    ]);
  });

  it('refuses values that make the text too long, and keeps the form', async () => {
    const { form, asked } = formOf('{{a}}'.repeat(5000));
    const values = { a: 'x'.repeat(401) };
    expect(form.preview?.(values)).toBeNull();
    expect(await form.submit(values, signal)).toMatchObject({ error: { code: 'filled_too_long' } });
    expect(asked).toEqual([]);
  });

  it('takes the selection, and asks for the clipboard only if the prompt has it', async () => {
    const { form, asked } = formOf('{{selection}} {{clipboard}}', {}, 'marked');
    expect(form.initial).toEqual({ selection: 'marked', clipboard: '' });
    expect(asked).toEqual([]);
    const control = form.fields[1]?.control;
    expect(control?.kind === 'fetched' && (await control.fetch())).toEqual({
      ok: true,
      value: 'copied',
    });
    expect(asked).toEqual([['prompts.clipboard', { promptId: 'p' }]]);
  });

  it('attaches the files that were chosen, and names them in the text', async () => {
    const { form, report } = formOf('Read {{letter: file}}.');
    const control = form.fields[0]?.control;
    expect(control?.kind === 'files' && (await control.choose())).toEqual({
      ok: true,
      value: 'report.txt',
      problems: [],
    });
    const filled = await form.submit({ letter: 'report.txt' }, signal);
    expect(filled).toEqual({
      ok: true,
      value: { text: 'Read report.txt.', parts: [report], problems: [] },
    });
  });

  it('keeps the files that could be read, and tells of those that could not', async () => {
    const gone: Coded = { code: 'picture_damaged', params: { name: 'cat.png' } };
    const { form, report } = formOf('Read {{letter: file}}.', {}, '', [gone, gone]);
    const control = form.fields[0]?.control;
    expect(control?.kind === 'files' && (await control.choose())).toEqual({
      ok: true,
      value: 'report.txt',
      problems: [gone, gone],
    });
    expect(await form.submit({ letter: 'report.txt' }, signal)).toMatchObject({
      value: { parts: [report] },
    });
  });
});
