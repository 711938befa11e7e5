import { asArray, asObject, asText, type Json } from '../json.ts';
import { inlined } from './inline.ts';

/**
 * Fields of Gemini's `Schema` that mean the same in JSON Schema, see
 * https://ai.google.dev/api/caching#Schema. Gemini refuses a request with any other field.
 */
const kept = [
  'title',
  'description',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'pattern',
];
/** The formats that Gemini accepts, by type. */
const formats: Readonly<Record<string, readonly string[]>> = {
  string: ['enum', 'date-time'],
  number: ['float', 'double'],
  integer: ['int32', 'int64'],
};
const types = ['string', 'number', 'integer', 'boolean', 'array', 'object'];

function typeOfValue(value: unknown): string | null {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  const type = typeof value;
  return ['string', 'number', 'boolean'].includes(type) ? type : null;
}

/** Returns the types that a schema declares or implies, without `null`. */
function typesOf(schema: Json, values: readonly unknown[]): readonly string[] {
  const given = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  const known = given.filter((type) => typeof type === 'string' && types.includes(type));
  if (known.length > 0) return [...new Set(known)];
  if (asObject(schema['properties']) !== null) return ['object'];
  if (schema['items'] !== undefined) return ['array'];
  return [...new Set(values.flatMap((value) => typeOfValue(value) ?? []))];
}

const isNull = (schema: unknown): boolean => asObject(schema)?.['type'] === 'null';

/**
 * Merges `allOf` into its schema: properties and required names add up, other fields of the schema
 * win.
 */
function allOf(schema: Json): Json {
  const { allOf: list, ...own } = schema;
  let whole: Json = own;
  for (const each of asArray(list)) {
    const other = allOf(asObject(each) ?? {});
    const properties = { ...asObject(whole['properties']), ...asObject(other['properties']) };
    const required = [...asArray(whole['required']), ...asArray(other['required'])];
    whole = {
      ...other,
      ...whole,
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
    };
  }
  return whole;
}

function noted(description: unknown, note: string): string {
  return [asText(description), note].filter((text) => text !== '').join(' ');
}

/** Projects a schema for one type. */
function ofType(schema: Json, type: string | undefined, values: readonly unknown[]): Json {
  const result: Record<string, unknown> = {};
  for (const name of kept) if (schema[name] !== undefined) result[name] = schema[name];
  if (type === undefined) return result;
  result['type'] = type;
  const format = asText(schema['format']);
  if (formats[type]?.includes(format) === true) result['format'] = format;
  const fixed = values.filter((value) => value !== null);
  if (type === 'string' && fixed.length > 0 && fixed.every((value) => typeof value === 'string')) {
    result['enum'] = fixed;
  } else if (fixed.length > 0) {
    // Gemini accepts enums of strings only.
    const list = fixed.slice(0, 50).map((value) => JSON.stringify(value));
    result['description'] = noted(schema['description'], `One of: ${list.join(', ')}`);
  }
  if (type === 'array') {
    const items = asObject(schema['items']) ?? asObject(asArray(schema['prefixItems'])[0]);
    result['items'] = items === null ? { type: 'string' } : schemaOf(items);
  }
  if (type === 'object') {
    const properties = Object.entries(asObject(schema['properties']) ?? {});
    if (properties.length > 0) {
      result['properties'] = Object.fromEntries(
        properties.map(([name, each]) => [name, schemaOf(asObject(each) ?? {})]),
      );
      const names = properties.map(([name]) => name);
      const required = [...new Set(asArray(schema['required']))].filter(
        (name) => typeof name === 'string' && names.includes(name),
      );
      if (required.length > 0) result['required'] = required;
    }
  }
  return result;
}

/** Projects alternatives: Gemini accepts no other field beside `anyOf`. */
function alternatively(schema: Json, list: readonly Json[], isNullable: boolean): Json {
  const { description } = schema;
  const projected = list.map((each) => {
    const one = schemaOf(description === undefined ? each : { description, ...each });
    return isNullable && one['anyOf'] === undefined ? { ...one, nullable: true } : one;
  });
  const [only] = projected;
  return projected.length === 1 && only !== undefined ? only : { anyOf: projected };
}

function schemaOf(given: Json): Json {
  const schema = allOf(given);
  const alternatives = [...asArray(schema['anyOf']), ...asArray(schema['oneOf'])];
  const values = schema['const'] === undefined ? asArray(schema['enum']) : [schema['const']];
  const isNullable =
    schema['nullable'] === true ||
    values.includes(null) ||
    alternatives.some(isNull) ||
    asArray(schema['type']).includes('null');
  const found = typesOf(schema, values);
  // If the type is known, alternatives only narrow it.
  if (found.length === 0) {
    const real = alternatives.flatMap((each) => (isNull(each) ? [] : [asObject(each) ?? {}]));
    if (real.length > 0) return alternatively(schema, real, isNullable);
  }
  if (found.length > 1) {
    const { anyOf: _any, oneOf: _one, nullable: _null, ...own } = schema;
    const each = found.map((type) => {
      const one = ofType(own, type, values);
      return isNullable ? { ...one, nullable: true } : one;
    });
    return { anyOf: each };
  }
  // Gemini requires a type; a value that may be anything becomes a string.
  const result = ofType(schema, found[0] ?? 'string', values);
  return isNullable ? { ...result, nullable: true } : result;
}

/**
 * Projects JSON Schema to the subset that Gemini accepts: references are inlined, lists of types
 * become `anyOf`, and unknown fields are dropped. The result may allow more than the original,
 * which arguments are checked against. Returns null for a tool without parameters.
 */
export function toGeminiSchema(schema: Json): Json | null {
  const { anyOf: _any, oneOf: _one, ...rest } = allOf(inlined(schema));
  const result = ofType({ ...rest, type: 'object' }, 'object', []);
  return result['properties'] === undefined ? null : result;
}
