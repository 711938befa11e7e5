import { unpackModules } from '../../disk/packed-modules.ts';

/**
 * Keywords that are not checked: a server's own regular expression could run for ever on its own
 * text, and a reference could lead elsewhere.
 */
const unchecked = new Set(['pattern', 'patternProperties', 'format', '$id', 'id', '$anchor']);

/** Keywords whose keys are field names instead of keywords. */
const named = new Set(['properties', '$defs', 'definitions', 'dependentSchemas']);

function harmless(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(harmless);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !unchecked.has(keyword))
      .map(([keyword, value]) => {
        if (keyword === 'enum' || keyword === 'const' || keyword === 'default')
          return [keyword, value];
        if (!named.has(keyword) || typeof value !== 'object' || value === null)
          return [keyword, harmless(value)];
        const fields = Object.entries(value).map(([name, each]) => [name, harmless(each)]);
        return [keyword, Object.fromEntries(fields)];
      }),
  );
}

/**
 * Returns how data violate the server's schema for them; null if they match or the schema is
 * unusable.
 */
export async function mismatch(
  schema: Readonly<Record<string, unknown>>,
  data: unknown,
): Promise<string | null> {
  unpackModules();
  const { AjvJsonSchemaValidator } = await import('@modelcontextprotocol/client/validators/ajv');
  try {
    const checked = harmless(schema) as Readonly<Record<string, unknown>>;
    const result = new AjvJsonSchemaValidator().getValidator<unknown>(checked)(data);
    return result.valid ? null : result.errorMessage.slice(0, 500);
  } catch {
    // The schema is invalid or of another dialect, so it says nothing about the data.
    return null;
  }
}
