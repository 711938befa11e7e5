import type { Schema } from '@cfworker/json-schema';
import { refusals } from './for-model.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The parsed arguments of a call, or a message for the model that says why they are invalid. */
export type ReadArguments =
  | { readonly kind: 'read'; readonly value: Fields }
  | { readonly kind: 'unusable'; readonly text: string };

/** The deepest level of a schema that is checked here. Deeper levels are left to the tool. */
const deepest = 40;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a JSON object. An empty text means no arguments, because some models send that. */
export function parseArguments(text: string): Fields | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * Removes patterns and formats from a schema, because a server's bad pattern could block main for
 * ever. The server checks them itself.
 */
function harmless(schema: unknown, depth: number): unknown {
  if (depth > deepest) return true;
  if (Array.isArray(schema)) return schema.map((each) => harmless(each, depth + 1));
  if (!isFields(schema)) return schema;
  const kept = Object.entries(schema).filter(
    ([name, value]) =>
      !(name === 'pattern' && typeof value === 'string') &&
      name !== 'patternProperties' &&
      name !== 'format' &&
      name !== '__proto__',
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, harmless(value, depth + 1)]));
}

function draftOf(schema: Fields): '7' | '2020-12' {
  const named = schema['$schema'];
  return typeof named === 'string' && /draft-0[67]/.test(named) ? '7' : '2020-12';
}

/**
 * Validates the arguments against the tool's schema. Returns no errors if the schema is unusable.
 */
async function errorsOf(schema: Fields, value: Fields): Promise<readonly string[]> {
  // Loaded by the first call. It interprets schemas instead of compiling them to code, which a
  // server could abuse.
  const { Validator } = await import('@cfworker/json-schema');
  try {
    const validator = new Validator(harmless(schema, 0) as Schema, draftOf(schema), false);
    const { errors } = validator.validate(value);
    const leaves = errors.filter(({ keyword }) => keyword !== 'properties' && keyword !== '$ref');
    return leaves.map(({ instanceLocation, error }) => `${instanceLocation.slice(1)} ${error}`);
  } catch {
    // The schema refers to itself or to nothing. The tool must check its arguments itself.
    return [];
  }
}

/** Parses the arguments of a call and validates them against the tool's schema. */
export async function readArguments(text: string, schema: Fields): Promise<ReadArguments> {
  const value = parseArguments(text);
  if (value === null) return { kind: 'unusable', text: refusals.brokenArguments };
  const errors = await errorsOf(schema, value);
  if (errors.length === 0) return { kind: 'read', value };
  return { kind: 'unusable', text: refusals.unfitArguments(errors) };
}
