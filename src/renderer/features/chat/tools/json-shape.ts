/** Longer texts are not parsed as JSON (UTF-16 code units). */
const longestJson = 1_000_000;
/** Data with more columns is shown as a tree. */
const maxColumns = 12;

/** A JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/** A value without members. */
export type Scalar = Extract<Json, null | boolean | number | string>;

/** How to display data. */
export type DataShape =
  | {
      readonly kind: 'table';
      /** The name of the member with the rows; '' if the value itself is the list. */
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly Readonly<Record<string, Scalar>>[];
    }
  | { readonly kind: 'tree'; readonly value: Json };

/** Parses a JSON object or list. Returns undefined for any other text. */
export function readJson(text: string): Json | undefined {
  if (text.length > longestJson || !/^\s*[[{]/u.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Most texts are not JSON.
    return undefined;
  }
}

/** True for a value without members. */
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
  if (columns.size === 0 || columns.size > maxColumns) return null;
  return { kind: 'table', caption, columns: [...columns], rows };
}

/**
 * Returns a table for a list of flat objects, also if it is the only member of an object. Anything
 * else is a tree.
 */
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

/** True if a value has at most `most` members at all depths together. Stops counting there. */
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
