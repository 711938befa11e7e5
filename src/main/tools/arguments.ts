import type { Schema } from '@cfworker/json-schema';
import { refusals } from './for-model.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The arguments of a call, or why they cannot be used, as the model is told. */
export type ReadArguments =
  | { readonly kind: 'read'; readonly value: Fields }
  | { readonly kind: 'unusable'; readonly text: string };

/** Deeper schemas and longer texts are left to the tool to check. */
const deepest = 40;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a JSON object; no text at all means no arguments, as some models have it. */
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
 * A schema without what could take for ever: patterns are a server's own, and a bad one would hold main up.
 * The server checks them itself.
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

/** What is wrong with the arguments by the tool's own schema; empty for nothing, or if the schema is no use. */
async function errorsOf(schema: Fields, value: Fields): Promise<readonly string[]> {
  // Loaded by the first call: it interprets schemas and makes no code of them, which a server could abuse.
  const { Validator } = await import('@cfworker/json-schema');
  try {
    const validator = new Validator(harmless(schema, 0) as Schema, draftOf(schema), false);
    const { errors } = validator.validate(value);
    const leaves = errors.filter(({ keyword }) => keyword !== 'properties' && keyword !== '$ref');
    return leaves.map(({ instanceLocation, error }) => `${instanceLocation.slice(1)} ${error}`);
  } catch {
    // A schema that refers to itself or to nothing: the tool has to check by itself.
    return [];
  }
}

/** Reads the arguments of a call and checks them by the schema of its tool. */
export async function readArguments(text: string, schema: Fields): Promise<ReadArguments> {
  const value = parseArguments(text);
  if (value === null) return { kind: 'unusable', text: refusals.brokenArguments };
  const errors = await errorsOf(schema, value);
  if (errors.length === 0) return { kind: 'read', value };
  return { kind: 'unusable', text: refusals.unfitArguments(errors) };
}
