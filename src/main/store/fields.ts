import type { z } from 'zod';

/** Fields of an object that validate, each on its own; the names of those that do not. */
export interface Fields {
  readonly valid: Readonly<Record<string, unknown>>;
  readonly invalid: readonly string[];
}

/** Validates field by field, so that one bad value costs nothing but itself. Unknown fields pass. */
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
