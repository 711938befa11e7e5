import { describe, expect, it } from 'vitest';
import {
  draftOf,
  keepDraft,
  keptDraft,
  valuesOf,
  type DraftValue,
  type FormDraft,
} from '../../../../../src/renderer/features/chat/request/form-draft.ts';
import type { FormField } from '../../../../../src/shared/model/person/form.ts';

const base = { title: 'Field', description: '', isRequired: false };
const options = [
  { value: 'a', title: 'A' },
  { value: 'b', title: 'B' },
];
const text = { ...base, kind: 'text', minLength: 0, maxLength: 100, start: '' } as const;
const fields: readonly FormField[] = [
  { ...text, name: 'name', format: 'any', start: 'Ada' },
  { ...text, name: 'when', format: 'date_time', start: '2026-11-29T12:00:00.000Z' },
  {
    ...base,
    name: 'count',
    kind: 'number',
    isInteger: true,
    minimum: null,
    maximum: null,
    start: 3,
  },
  { ...base, name: 'agreed', kind: 'boolean', start: false },
  { ...base, name: 'one', kind: 'choice', options, start: null },
  { ...base, name: 'some', kind: 'choices', options, minItems: 1, maxItems: 2, start: ['b'] },
];

const values = (typed: Readonly<Record<string, DraftValue>>) =>
  valuesOf(fields, new Map([...draftOf(fields), ...Object.entries(typed)]));

describe('a form that is filled in', () => {
  it('begins with its defaults', () => {
    expect(values({})).toEqual({
      name: 'Ada',
      when: '2026-11-29T12:00:00.000Z',
      count: 3,
      agreed: false,
      some: ['b'],
    });
  });

  it('leaves out what is empty', () => {
    const typed = { name: ' ', when: '', count: '', one: '', some: [] };
    expect(values(typed)).toEqual({ agreed: false });
  });

  it('reads numbers, local times and choices', () => {
    const typed = { count: '-1.5', when: '2026-01-02T03:04', one: 'b', agreed: true };
    expect(values(typed)).toMatchObject({
      count: -1.5,
      when: new Date('2026-01-02T03:04').toISOString(),
      one: 'b',
      agreed: true,
    });
    expect(values({ count: '12 apples' })).toMatchObject({ count: Number.NaN });
    expect(values({ when: 'soon' })).toMatchObject({ when: 'soon' });
  });

  it('sends an empty list where choices are required, so that it is judged', () => {
    const [, , , , , some] = fields;
    if (some === undefined) throw new Error('There is no such field.');
    const required = { ...some, isRequired: true };
    expect(valuesOf([required], new Map([['some', []]]))).toEqual({ some: [] });
  });

  it('is kept by request, for the newest twelve', () => {
    const typed = (text: string): FormDraft => new Map([['name', text]]);
    for (let at = 0; at < 13; at += 1) keepDraft(`r${at}`, typed(String(at)));
    keepDraft('r5', typed('again'));
    expect(keptDraft('r0')).toBeNull();
    expect(keptDraft('r5')).toEqual(typed('again'));
    expect(keptDraft('r12')).toEqual(typed('12'));
  });

  it('takes a field named like a part of every object', () => {
    const field: FormField = { ...text, name: '__proto__', format: 'any' };
    const given = valuesOf([field], new Map([['__proto__', 'there']]));
    expect(Object.entries(given)).toEqual([['__proto__', 'there']]);
  });
});
