import { describe, expect, it } from 'vitest';
import {
  problemOfValue,
  problemsOfForm,
  type FieldValue,
  type FormField,
} from '../../../../src/shared/model/person/form.ts';

const base = { name: 'field', title: 'Field', description: '', isRequired: false };

const text = (rest: Partial<FormField & { kind: 'text' }> = {}): FormField => ({
  ...base,
  kind: 'text',
  format: 'any',
  minLength: 0,
  maxLength: 20_000,
  start: '',
  ...rest,
});

const number = (rest: Partial<FormField & { kind: 'number' }> = {}): FormField => ({
  ...base,
  kind: 'number',
  isInteger: false,
  minimum: null,
  maximum: null,
  start: null,
  ...rest,
});

const options = [
  { value: 'a', title: 'A' },
  { value: 'b', title: 'B' },
];
const choice: FormField = { ...base, kind: 'choice', options, start: null };
const choices: FormField = {
  ...base,
  kind: 'choices',
  options,
  minItems: 1,
  maxItems: 1,
  start: [],
};

const kindOf = (field: FormField, value: FieldValue | undefined): string | null =>
  problemOfValue(field, value)?.kind ?? null;

describe('the value of a field', () => {
  it.each<[FormField, FieldValue | undefined, string | null]>([
    [text(), undefined, null],
    [text({ isRequired: true }), undefined, 'missing'],
    [text(), 7, 'wrong_type'],
    [text({ minLength: 2 }), 'a', 'too_short'],
    [text({ maxLength: 2 }), 'abc', 'too_long'],
    [text({ maxLength: 2 }), '👩👩', null],
    [text(), 'x'.repeat(20_001), 'too_long'],
    [text(), 'x'.repeat(100_000), 'too_long'],
    [number(), 1.5, null],
    [number(), Number.NaN, 'no_number'],
    [number(), '1', 'wrong_type'],
    [number({ isInteger: true }), 1.5, 'no_integer'],
    [number({ minimum: 1 }), 0, 'too_small'],
    [number({ maximum: 1 }), 2, 'too_large'],
    [{ ...base, kind: 'boolean', start: false }, 'yes', 'wrong_type'],
    [{ ...base, kind: 'boolean', start: false }, false, null],
    [choice, 'a', null],
    [choice, 'A', 'unknown_option'],
    [choice, ['a'], 'wrong_type'],
    [choices, ['a'], null],
    [choices, [], 'too_few'],
    [choices, ['a', 'b'], 'too_many'],
    [choices, ['a', 'a'], 'unknown_option'],
    [choices, ['z'], 'unknown_option'],
    [choices, 'a', 'wrong_type'],
  ])('%# is judged', (field, value, expected) => {
    expect(kindOf(field, value)).toBe(expected);
  });

  it.each([
    ['email', 'ada@example.com', true],
    ['email', 'ada@example', false],
    ['email', '@example.com', false],
    ['email', 'a b@example.com', false],
    ['email', 'ada@exa@mple.com', false],
    ['uri', 'https://example.com/?a=b', true],
    ['uri', 'urn:isbn:0451450523', true],
    ['uri', 'example.com', false],
    ['uri', 'https://a b', false],
    ['date', '2026-02-28', true],
    ['date', '2026-02-30', false],
    ['date', '28.02.2026', false],
    ['date_time', '2026-02-28T12:00:00Z', true],
    ['date_time', '2026-02-28T12:00:00.5+01:00', true],
    ['date_time', '2026-02-28T12:00:00', false],
    ['date_time', '2026-02-28T25:00:00Z', false],
  ] as const)('%s: %s', (format, value, isSound) => {
    expect(kindOf(text({ format }), value)).toBe(isSound ? null : 'bad_format');
  });
});

it('the problems of a form are told by field, and what every object has is no value', () => {
  const fields = [
    text({ name: 'toString', isRequired: true }),
    text({ name: 'b', isRequired: true }),
    number({ name: 'c' }),
  ];
  const problems = problemsOfForm(fields, { b: 'there', c: 1 });
  expect([...problems]).toEqual([['toString', { kind: 'missing' }]]);
});
