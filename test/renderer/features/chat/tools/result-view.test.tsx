import { describe, expect, it } from 'vitest';
import type { ResultContent } from '../../../../../src/shared/model/conversation.ts';
import { ResultView } from '../../../../../src/renderer/features/chat/tools/result-view.tsx';
import { argumentText } from '../../../../../src/renderer/features/chat/tools/tool-details.tsx';
import { draw, textIn } from './draw.tsx';

const result = (content: readonly ResultContent[], isError = false): string =>
  draw(<ResultView result={{ kind: 'tool_result', callId: 'c', content, isError }} />);

const text = (value: string): ResultContent => ({ kind: 'text', text: value });

describe('what a tool gave back', () => {
  it('is text as it is, cut when it is long', () => {
    expect(textIn(result([text('Sunny')]))).toBe('ResultSunny');
    const long = textIn(result([text('x'.repeat(30_000))]));
    expect(long).toContain('Show all 30,000 characters');
    expect(long.length).toBeLessThan(21_000);
  });

  it('is a table for rows, of which many come in steps', () => {
    const rows = Array.from({ length: 120 }, (_, n) => ({ name: `n${n}`, size: n }));
    const html = result([text(JSON.stringify(rows))]);
    expect(html.match(/<tr>/gu)).toHaveLength(51);
    expect(html).toContain('<th scope="col">name</th>');
    expect(textIn(html)).toContain('Show 50 of 70 more');
  });

  it('is a tree for other data: open when small, closed and counted when large', () => {
    const small = textIn(result([{ kind: 'structured', json: '{"a":{"b":[1,"x"]}}' }]));
    expect(small).toBe('Resulta1 fieldb2 items011x');
    const large = { list: Array.from({ length: 500 }, (_, n) => n), deep: { a: 1 } };
    expect(textIn(result([text(JSON.stringify(large))]))).toBe('Resultlist500 itemsdeep1 field');
  });

  it('shows data once when a text beside it says the same', () => {
    const both = result([text('{"a":1}'), { kind: 'structured', json: '{"a":1}' }]);
    expect(textIn(both)).toBe('Resulta1');
  });

  it('opens links that lead outside, and only names all others', () => {
    const link = (uri: string): ResultContent => ({ kind: 'link', uri, name: 'Notes' });
    expect(result([link('https://example.org/a')])).toContain('href="https://example.org/a"');
    expect(result([link('file:///etc/passwd')])).not.toContain('href');
    expect(result([link('javascript:alert(1)')])).not.toContain('href');
  });

  it('folds what is for the model only, and shows what is for the person only', () => {
    const html = result([
      { kind: 'text', text: 'For you', audience: 'user' },
      { kind: 'text', text: 'For it', audience: 'assistant' },
      text('For both'),
    ]);
    expect(textIn(html)).toBe('ResultFor youFor bothFor the model onlyFor it');
    expect(html).toMatch(/<details[^>]*><summary>For the model only<\/summary><pre[^>]*>For it/u);
  });

  it('says when it failed, and when nothing came', () => {
    const failed = result([text('{"code":5}')], true);
    expect(textIn(failed)).toBe('Error{"code":5}');
    expect(failed).toContain('data-tone="danger"');
    expect(textIn(result([]))).toBe('Result: nothing');
  });
});

describe('arguments', () => {
  it('stay as they were written when they are short or no data', () => {
    expect(argumentText('{"city":"Bled"}')).toBe('{"city":"Bled"}');
    const broken = `{"a":"${'x'.repeat(100)}`;
    expect(argumentText(broken)).toBe(broken);
  });

  it('have a line for each field when they are long', () => {
    const long = JSON.stringify({ a: 'x'.repeat(90), b: 2 });
    expect(argumentText(long).split('\n')).toHaveLength(4);
  });
});
