import type * as z from 'zod';

/** An object of another program's file. Remembers which of its fields were taken over. */
export interface Fields {
  /** A text; '' if there is none. One that is no text or too long is left out. */
  text(name: string, longest: number): string;
  /** A value that the schema accepts; undefined for any other, which is left out. */
  value<T>(name: string, schema: z.ZodType<T>): T | undefined;
  /** An object inside; null if there is none. Its own rest is part of this one's. */
  object(name: string): Fields | null;
  /** Fields that say nothing to a person. */
  ignore(...names: readonly string[]): void;
  /** The names of the fields that hold something and were not taken over. */
  rest(): readonly string[];
}

/** How many names are reported, and how long each may be (UTF-16 code units). */
const maxNames = 40;
const longestFieldName = 60;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** Reads an object; null if the value is none. */
export function fieldsOf(value: unknown): Fields | null {
  if (!isObject(value)) return null;
  const taken = new Set<string>();
  const inside = new Map<string, Fields>();
  const own = (name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);
  return {
    text(name, longest) {
      const found = own(name);
      if (typeof found !== 'string' || found.length > longest) return '';
      taken.add(name);
      return found.toWellFormed();
    },
    value(name, schema) {
      const found = own(name);
      if (found === undefined || found === null) return undefined;
      const checked = schema.safeParse(found);
      if (!checked.success) return undefined;
      taken.add(name);
      return checked.data;
    },
    object(name) {
      const fields = inside.get(name) ?? fieldsOf(own(name));
      if (fields !== null) inside.set(name, fields);
      return fields;
    },
    ignore(...names) {
      for (const name of names) taken.add(name);
    },
    rest() {
      const names: string[] = [];
      for (const [name, found] of Object.entries(value)) {
        if (names.length >= maxNames) break;
        const fields = inside.get(name);
        if (fields !== undefined) names.push(...fields.rest());
        else if (!taken.has(name) && !isEmpty(found)) names.push(name.slice(0, longestFieldName));
      }
      return names.slice(0, maxNames);
    },
  };
}
