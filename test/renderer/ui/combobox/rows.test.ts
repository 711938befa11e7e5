import { describe, expect, it } from 'vitest';
import { optionRows, valueNamed } from '../../../../src/renderer/ui/combobox/rows.ts';
import { holdsWords, wordsOf } from '../../../../src/renderer/ui/filter-options.ts';

const options = [{ value: 'gpt-5.4' }, { value: 'gpt-5.4-mini', hint: 'small' }, { value: 'o5' }];
const values = (typed: string | null): readonly string[] =>
  optionRows(options, typed).rows.map(({ value }) => value);

describe('optionRows', () => {
  it('lists everything until something is typed', () => {
    expect(values(null)).toEqual(['gpt-5.4', 'gpt-5.4-mini', 'o5']);
    expect(values('  ')).toEqual(['gpt-5.4', 'gpt-5.4-mini', 'o5']);
  });

  it('narrows by words and offers what is typed last', () => {
    expect(values('mini gpt')).toEqual(['gpt-5.4-mini', 'mini gpt']);
    expect(values('small')).toEqual(['gpt-5.4-mini', 'small']);
    expect(optionRows(options, 'llama').rows).toEqual([{ value: 'llama', label: 'Use “llama”' }]);
  });

  it('does not offer twice what is in the list', () => {
    expect(values(' o5 ')).toEqual(['o5']);
  });

  it('draws a bounded number and says how many more there are', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ value: `model-${String(index)}` }));
    const { rows, hidden } = optionRows(many, null);
    expect(rows.length + hidden).toBe(1000);
    expect(rows.length).toBeLessThanOrEqual(200);
  });
});

describe('valueNamed', () => {
  it('takes a whole name, and never half of one', () => {
    expect(valueNamed(options, ' GPT-5.4 ')).toBe('gpt-5.4');
    expect(valueNamed([{ value: 'o5 · Other', label: 'o5' }], 'o5')).toBe('o5 · Other');
    expect(valueNamed(options, 'gpt')).toBeUndefined();
    expect(valueNamed(options, null)).toBeUndefined();
  });

  it('takes the value of this name before a label of the same name', () => {
    const both = [{ value: 'o5 · Other', label: 'o5' }, { value: 'o5' }];
    expect(valueNamed(both, 'o5')).toBe('o5');
  });

  it('takes any name where none is listed', () => {
    expect(valueNamed([], 'llama')).toBe('llama');
  });
});

describe('holdsWords', () => {
  it.each([
    ['Résumé, second draft', 'resume', true],
    ['Résumé, second draft', 'DRAFT rés', true],
    ['Résumé, second draft', 'third', false],
    ['週末の読書リスト', '読書', true],
    ['anything', '', true],
  ])('%s, searched for %s: %s', (text, query, fits) => {
    expect(holdsWords(text, wordsOf(query))).toBe(fits);
  });
});
