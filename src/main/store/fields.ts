import type { z } from 'zod';

/** The fields of an object that are valid, and the names of those that are not. */
export interface Fields {
  readonly valid: Readonly<Record<string, unknown>>;
  readonly invalid: readonly string[];
}

/**
 * Validates field by field, so that one bad value does not affect the others. Unknown fields pass.
 */
export function validFields(
  shape: Readonly<Record<string, z.ZodType>>,
  value: Readonly<Record<string, unknown>>,
): Fields {
  const valid: [string, unknown][] = [];
  const invalid: string[] = [];
  for (const [name, field] of Object.entries(value)) {
    const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (schema === undefined || schema.safeParse(field).success) valid.push([name, field]);
    else invalid.push(name);
  }
  return { valid: Object.fromEntries(valid), invalid };
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Returns the validated value, together with the fields of its objects that this version does not
 * know.
 */
export function withUnknown<T>(raw: unknown, checked: T): T {
  if (!isObject(raw) || !isObject(checked)) return checked;
  const known = Object.entries(checked).map(([name, value]) => [
    name,
    withUnknown(raw[name], value),
  ]);
  return { ...raw, ...checked, ...Object.fromEntries(known) };
}
