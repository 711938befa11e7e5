import {
  longestFieldText,
  problemOfValue,
  type FieldOption,
  type FormField,
} from '../../../../shared/model/person/form.ts';

/** The most fields of a form, and the most options of one field. */
export const maxFields = 30;
export const maxOptions = 200;
/** The longest name of a field or value of an option, in UTF-16 code units. */
const longestName = 500;
/** The longest title and description, in UTF-16 code units; longer ones are cut. */
const longestTitle = 200;
const longestDescription = 1000;

/** A form that can be shown, or the reason why it cannot. */
export type ReadForm =
  | { readonly kind: 'form'; readonly fields: readonly FormField[] }
  | { readonly kind: 'too_large' | 'unusable' };

type Fields = Readonly<Record<string, unknown>>;

class Unusable extends Error {
  readonly kind: 'too_large' | 'unusable';

  constructor(kind: 'too_large' | 'unusable') {
    super(kind);
    this.kind = kind;
  }
}

/** Cuts a text of a server. */
export function cutText(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown, longest: number): string {
  return typeof value === 'string' ? cutText(value, longest) : '';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function countOf(value: unknown, otherwise: number, most: number): number {
  const count = numberOf(value);
  return count === null ? otherwise : Math.min(Math.max(0, Math.floor(count)), most);
}

/** Reads options from `enum`, with or without `enumNames`, or from titled constants. */
function optionsOf(values: unknown, titles: unknown): readonly FieldOption[] {
  if (!Array.isArray(values)) throw new Unusable('unusable');
  if (values.length > maxOptions) throw new Unusable('too_large');
  const options = new Map<string, FieldOption>();
  for (const [at, each] of values.entries()) {
    const value: unknown = isFields(each) ? each['const'] : each;
    if (typeof value !== 'string') throw new Unusable('unusable');
    if (value.length > longestName) throw new Unusable('too_large');
    const given: unknown = isFields(each) ? each['title'] : Array.isArray(titles) ? titles[at] : '';
    const title = textOf(given, longestTitle).trim();
    if (!options.has(value)) options.set(value, { value, title: title === '' ? value : title });
  }
  if (options.size === 0) throw new Unusable('unusable');
  return [...options.values()];
}

type Base = Pick<FormField, 'name' | 'title' | 'description' | 'isRequired'>;

/** Returns how a text has to be written. */
function formatOf(format: unknown): (FormField & { kind: 'text' })['format'] {
  switch (format) {
    case 'email':
    case 'uri':
    case 'date':
      return format;
    case 'date-time':
      return 'date_time';
    default:
      return 'any';
  }
}

function textField(base: Base, schema: Fields): FormField {
  const start = schema['default'];
  const field: FormField = {
    ...base,
    kind: 'text',
    format: formatOf(schema['format']),
    minLength: countOf(schema['minLength'], 0, longestFieldText),
    maxLength: countOf(schema['maxLength'], longestFieldText, longestFieldText),
    start: '',
  };
  const isSound = typeof start === 'string' && problemOfValue(field, start) === null;
  return isSound ? { ...field, start } : field;
}

function numberField(base: Base, schema: Fields): FormField {
  const field: FormField = {
    ...base,
    kind: 'number',
    isInteger: schema['type'] === 'integer',
    minimum: numberOf(schema['minimum']),
    maximum: numberOf(schema['maximum']),
    start: null,
  };
  const start = numberOf(schema['default']);
  return start !== null && problemOfValue(field, start) === null ? { ...field, start } : field;
}

function choiceField(base: Base, options: readonly FieldOption[], start: unknown): FormField {
  const known = options.some(({ value }) => value === start);
  return { ...base, kind: 'choice', options, start: known ? String(start) : null };
}

function choicesField(base: Base, schema: Fields): FormField {
  const items = isFields(schema['items']) ? schema['items'] : {};
  const options = optionsOf(items['enum'] ?? items['anyOf'] ?? items['oneOf'], null);
  const given: readonly unknown[] = Array.isArray(schema['default'])
    ? schema['default'].slice(0, maxOptions)
    : [];
  const start = options.map(({ value }) => value).filter((value) => given.includes(value));
  const { length } = options;
  const minItems = countOf(schema['minItems'], 0, length);
  const maxItems = countOf(schema['maxItems'], length, length);
  return { ...base, kind: 'choices', options, minItems, maxItems, start };
}

function fieldOf(name: string, schema: unknown, isRequired: boolean): FormField {
  if (!isFields(schema)) throw new Unusable('unusable');
  if (name.length > longestName) throw new Unusable('too_large');
  const title = textOf(schema['title'], longestTitle).trim();
  const description = textOf(schema['description'], longestDescription).trim();
  const base = { name, title: title || cutText(name, longestTitle), description, isRequired };
  switch (schema['type']) {
    case 'boolean':
      return { ...base, kind: 'boolean', start: schema['default'] === true };
    case 'number':
    case 'integer':
      return numberField(base, schema);
    case 'array':
      return choicesField(base, schema);
    case 'string': {
      const values = schema['enum'] ?? schema['oneOf'];
      if (values === undefined) return textField(base, schema);
      return choiceField(base, optionsOf(values, schema['enumNames']), schema['default']);
    }
    default:
      throw new Unusable('unusable');
  }
}

/** Reads the schema of a form within a budget of fields, options and text. */
export function readForm(schema: Fields): ReadForm {
  const properties = isFields(schema['properties']) ? schema['properties'] : {};
  const names = Object.keys(properties);
  if (names.length > maxFields) return { kind: 'too_large' };
  const listed: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  const required = new Set(listed.slice(0, maxFields * 2));
  try {
    const fields = names.map((name) => fieldOf(name, properties[name], required.has(name)));
    return { kind: 'form', fields };
  } catch (error) {
    if (error instanceof Unusable) return { kind: error.kind };
    throw error;
  }
}
