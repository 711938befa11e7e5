import { describe, expect, it } from 'vitest';
import { maxFields, maxOptions, readForm } from '../../../../../src/main/tools/mcp/asking/form.ts';
import type { FormField } from '../../../../../src/shared/model/person/form.ts';

const formOf = (properties: object, required: unknown = []) =>
  readForm({ type: 'object', properties, required });

/** Reads a form with one field. */
function fieldOf(schema: unknown): FormField | string {
  const form = formOf({ field: schema });
  return form.kind === 'form' ? (form.fields[0] ?? 'no field') : form.kind;
}

describe('the schema of a form', () => {
  it('is read with every kind of field', () => {
    const properties = {
      name: { type: 'string', title: ' Your name ', description: 'As on paper', minLength: 1 },
      mail: { type: 'string', format: 'email', default: 'ada@example.com' },
      when: { type: 'string', format: 'date-time' },
      age: { type: 'integer', minimum: 0, maximum: 150, default: 36 },
      agreed: { type: 'boolean', default: true },
      plain: { type: 'string', enum: ['a', 'b'], default: 'b' },
      named: { type: 'string', enum: ['a', 'b'], enumNames: ['First', 'Second'] },
      titled: { type: 'string', oneOf: [{ const: 'a', title: 'First' }] },
      several: { type: 'array', items: { enum: ['a', 'b'] }, minItems: 1, default: ['b', 'z'] },
      both: { type: 'array', items: { anyOf: [{ const: 'a', title: 'First' }] }, maxItems: 9 },
    };
    const form = formOf(properties, ['name', 'gone']);
    expect(form).toMatchObject({
      kind: 'form',
      fields: [
        { title: 'Your name', description: 'As on paper', isRequired: true, minLength: 1 },
        { kind: 'text', format: 'email', start: 'ada@example.com', isRequired: false },
        { kind: 'text', format: 'date_time', start: '', title: 'when' },
        { kind: 'number', isInteger: true, minimum: 0, maximum: 150, start: 36 },
        { kind: 'boolean', start: true },
        { kind: 'choice', start: 'b', options: [{ value: 'a', title: 'a' }, { value: 'b' }] },
        { kind: 'choice', start: null, options: [{ title: 'First' }, { title: 'Second' }] },
        { kind: 'choice', options: [{ value: 'a', title: 'First' }] },
        { kind: 'choices', minItems: 1, maxItems: 2, start: ['b'] },
        { kind: 'choices', maxItems: 1, start: [] },
      ],
    });
  });

  it.each([
    ['a default that its own rules forbid', { type: 'string', minLength: 5, default: 'abc' }, ''],
    ['a default of another type', { type: 'string', default: 7 }, ''],
    ['a default beyond the limit', { type: 'number', maximum: 1, default: 2 }, null],
    ['a default that is no option', { type: 'string', enum: ['a'], default: 'b' }, null],
  ])('is read without %s', (_what, schema, start) => {
    expect(fieldOf(schema)).toMatchObject({ start });
  });

  it('keeps a field named like a part of every object', () => {
    const properties = JSON.parse(
      '{"__proto__": {"type": "string"}, "toString": {"type": "string"}}',
    );
    expect(formOf(properties as object)).toMatchObject({
      fields: [{ name: '__proto__' }, { name: 'toString' }],
    });
  });

  it('cuts titles and descriptions', () => {
    const field = fieldOf({
      type: 'string',
      title: 't'.repeat(999),
      description: 'd'.repeat(9999),
    });
    expect(field).toMatchObject({
      title: `${'t'.repeat(200)}…`,
      description: `${'d'.repeat(1000)}…`,
    });
  });

  it.each([
    ['a field of no type', {}],
    ['an object in an object', { type: 'object', properties: {} }],
    ['a field that is no schema', 'string'],
    ['a choice of nothing', { type: 'string', enum: [] }],
    ['choices of nothing', { type: 'array', items: {} }],
    ['an option that is no text', { type: 'string', enum: [{}] }],
  ])('with %s cannot be read', (_what, schema) => {
    expect(fieldOf(schema)).toBe('unusable');
  });

  it('has a budget of fields, options and names', () => {
    const many = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, { type: 'boolean' }]));
    expect(formOf(many(maxFields)).kind).toBe('form');
    expect(formOf(many(maxFields + 1)).kind).toBe('too_large');
    const options = (count: number) => ({
      type: 'string',
      enum: Array.from({ length: count }, (_, at) => `option ${at}`),
    });
    expect(fieldOf(options(maxOptions))).toMatchObject({ kind: 'choice' });
    expect(fieldOf(options(maxOptions + 1))).toBe('too_large');
    expect(fieldOf({ type: 'string', enum: ['x'.repeat(501)] })).toBe('too_large');
    expect(formOf({ ['n'.repeat(501)]: { type: 'string' } }).kind).toBe('too_large');
  });
});
