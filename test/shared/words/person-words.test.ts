import { describe, expect, it } from 'vitest';
import type { FieldProblem, FormField } from '../../../src/shared/model/person/form.ts';
import type { SamplingState, Wish } from '../../../src/shared/model/person/requests.ts';
import {
  fieldHint,
  fieldProblemWords,
  requestNotice,
} from '../../../src/shared/words/person-words.ts';

const base = { name: 'field', title: 'Field', description: '', isRequired: false };

it.each<[FieldProblem, string]>([
  [{ kind: 'missing' }, 'This is required.'],
  [{ kind: 'unknown_option' }, 'Choose one of the values in the list.'],
  [{ kind: 'too_short', characters: 1 }, 'Enter at least 1 character.'],
  [{ kind: 'too_long', characters: 20_000 }, 'Enter at most 20,000 characters.'],
  [{ kind: 'bad_format', format: 'date' }, 'Enter a date.'],
  [{ kind: 'no_number' }, 'Enter a number.'],
  [{ kind: 'no_integer' }, 'Enter a whole number.'],
  [{ kind: 'too_small', limit: 1.5 }, 'Enter 1.5 or more.'],
  [{ kind: 'too_large', limit: 1000 }, 'Enter 1,000 or less.'],
  [{ kind: 'too_few', items: 2 }, 'Choose at least 2.'],
  [{ kind: 'too_many', items: 3 }, 'Choose at most 3.'],
])('says what is wrong: %o', (problem, words) => {
  expect(fieldProblemWords(problem)).toBe(words);
});

describe('the values that a field takes', () => {
  const number = (minimum: number | null, maximum: number | null): string =>
    fieldHint({ ...base, kind: 'number', isInteger: true, minimum, maximum, start: null });
  const choices = (minItems: number, maxItems: number): string => {
    const options = ['a', 'b', 'c'].map((value) => ({ value, title: value }));
    const field: FormField = { ...base, kind: 'choices', options, minItems, maxItems, start: [] };
    return fieldHint(field);
  };

  it('are said if they are limited', () => {
    expect([number(1, 9), number(1, null), number(null, 9), number(null, null)]).toEqual([
      'From 1 to 9.',
      '1 or more.',
      '9 or less.',
      '',
    ]);
    expect([choices(1, 2), choices(1, 3), choices(0, 2), choices(0, 3)]).toEqual([
      'Choose 1 to 2.',
      'Choose at least 1.',
      'Choose at most 2.',
      '',
    ]);
  });
});

describe('a notification about a request', () => {
  const asks = { system: '', messages: [], maxTokens: 1, tokens: 1, model: 'm', provider: 'p' };
  const sampling = (state: SamplingState): Wish => ({ kind: 'sampling', asks, state });
  const title = (wish: Wish, serverName = 'Files'): string =>
    requestNotice({ wish, serverName }, true).title;

  it('names the server and what it wants, and nothing that it says', () => {
    const message = 'Call this number';
    expect(title({ kind: 'form', message, fields: [] })).toBe('Files asks you');
    expect(title({ kind: 'secrets', message, fields: [] })).toContain('a password or key');
    expect(title({ kind: 'url', message, url: '' })).toBe('Files asks you to open a page');
    expect(title(sampling({ kind: 'asked' }))).toBe('Let Files ask your model?');
    expect(title(sampling({ kind: 'answered', text: 'x', isCut: false }))).toBe(
      'Send this answer to Files?',
    );
  });

  it('cuts a long name and shows no hidden character', () => {
    const wish: Wish = { kind: 'url', message: '', url: '' };
    expect(title(wish, 'Fi\u202Eles')).toBe('Files asks you to open a page');
    expect(title(wish, 'x'.repeat(500)).length).toBeLessThan(100);
  });
});
