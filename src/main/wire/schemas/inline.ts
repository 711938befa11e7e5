import { asObject, type Json } from '../json.ts';

/** Limits on nested references and on the schemas in a result. */
const deepest = 12;
const maxSchemas = 2000;

/** Keywords whose value is a schema, a list of schemas, or a schema per name. */
const single = ['items', 'additionalProperties', 'not', 'contains', 'propertyNames'];
const listed = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const named = ['properties', 'patternProperties'];

function target(root: Json, reference: string): Json | null {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return null;
  let found: unknown = root;
  for (const step of reference.slice(2).split('/')) {
    let name: string;
    try {
      name = decodeURIComponent(step);
    } catch {
      name = step;
    }
    const holder = asObject(found);
    const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
    found = holder !== null && Object.hasOwn(holder, key) ? holder[key] : undefined;
  }
  return asObject(found);
}

/**
 * Replaces each `$ref` with the schema it refers to. A recursive or external reference, or one
 * beyond the limits, becomes a schema that allows anything.
 */
export function inlined(root: Json): Json {
  let left = maxSchemas;

  const at = (value: unknown, open: readonly string[]): unknown => {
    const schema = asObject(value);
    if (schema === null) return value;
    left -= 1;
    if (left < 0 || open.length > deepest) return {};
    const { $ref: reference, $defs: _defs, definitions: _definitions, ...own } = schema;
    if (typeof reference === 'string') {
      const referred = open.includes(reference) ? null : target(root, reference);
      const said =
        typeof own['description'] === 'string' ? { description: own['description'] } : {};
      if (referred === null) return said;
      const whole = asObject(at(referred, [...open, reference])) ?? {};
      return { ...whole, ...said };
    }
    const result: Record<string, unknown> = { ...own };
    for (const name of single) if (name in own) result[name] = at(own[name], open);
    for (const name of listed) {
      const list = own[name];
      if (Array.isArray(list)) result[name] = list.map((each) => at(each, open));
    }
    for (const name of named) {
      const schemas = asObject(own[name]);
      if (schemas === null) continue;
      result[name] = Object.fromEntries(
        Object.entries(schemas).map(([key, each]) => [key, at(each, open)]),
      );
    }
    return result;
  };

  return asObject(at(root, [])) ?? {};
}
