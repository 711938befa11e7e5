/**
 * Keywords that are left out of a check: an expression of a server may take for ever on a text of the
 * same server, and a reference may lead elsewhere.
 */
const unchecked = new Set(['pattern', 'patternProperties', 'format', '$id', 'id', '$anchor']);

/** Keywords under which names are those of fields, not of keywords. */
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

/** What is wrong with data by a server's own schema of it; null: nothing, or the schema cannot be used. */
export async function mismatch(
  schema: Readonly<Record<string, unknown>>,
  data: unknown,
): Promise<string | null> {
  const { AjvJsonSchemaValidator } = await import('@modelcontextprotocol/client/validators/ajv');
  try {
    const checked = harmless(schema) as Readonly<Record<string, unknown>>;
    const result = new AjvJsonSchemaValidator().getValidator<unknown>(checked)(data);
    return result.valid ? null : result.errorMessage.slice(0, 500);
  } catch {
    // A schema of another dialect, or a broken one, says nothing of the data.
    return null;
  }
}
