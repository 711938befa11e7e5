/** Longer texts are not looked at for JSON; UTF-16 code units. */
const longestJson = 1_000_000;
/** A table with more columns is a tree. */
const mostColumns = 12;

/** JSON as a value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/** A value that has no parts. */
export type Scalar = Extract<Json, null | boolean | number | string>;

/** How data is shown. */
export type DataShape =
  | {
      readonly kind: 'table';
      /** The name under which the rows were found; ''. */
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly Readonly<Record<string, Scalar>>[];
    }
  | { readonly kind: 'tree'; readonly value: Json };

/** Reads a text that is an object or a list in JSON; undefined for any other. */
export function readJson(text: string): Json | undefined {
  if (text.length > longestJson || !/^\s*[[{]/u.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Most texts are no JSON.
    return undefined;
  }
}

/** True for a value without parts. */
export function isScalar(value: Json): value is Scalar {
  return typeof value !== 'object' || value === null;
}

/** True for a list. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isFlat(value: Json): value is Readonly<Record<string, Scalar>> {
  return !isScalar(value) && !isList(value) && Object.values(value).every(isScalar);
}

function tableOf(value: Json, caption: string): DataShape | null {
  if (!isList(value) || value.length === 0) return null;
  const rows = value.filter(isFlat);
  if (rows.length < value.length) return null;
  const columns = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) columns.add(name);
  if (columns.size === 0 || columns.size > mostColumns) return null;
  return { kind: 'table', caption, columns: [...columns], rows };
}

/** A list of flat objects is a table, also as the only member of an object; all else is a tree. */
export function shapeOf(value: Json): DataShape {
  const own = tableOf(value, '');
  if (own !== null) return own;
  if (!isScalar(value) && !isList(value)) {
    const [only, ...others] = Object.entries(value);
    const inner = only !== undefined && others.length === 0 ? tableOf(only[1], only[0]) : null;
    if (inner !== null) return inner;
  }
  return { kind: 'tree', value };
}

/** Whether a value has no more than so many parts, in all its depth; stops counting there. */
export function isSmall(value: Json, most: number): boolean {
  let left = most;
  const rest: Json[] = [value];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (isScalar(next)) continue;
    const parts = Object.values(next);
    left -= parts.length;
    if (left < 0) return false;
    rest.push(...parts);
  }
  return true;
}
