/** Arguments as a person reads and edits them: a line for each field; as they are if they are no JSON. */
export function readableArguments(given: string): string {
  if (given.trim() === '') return '{}';
  try {
    return JSON.stringify(JSON.parse(given), null, 2);
  } catch {
    // A model may write anything.
    return given;
  }
}

/** What is wrong with arguments that a person wrote; null if nothing is. */
export function argumentsProblem(text: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? /line (\d+)/u.exec(error.message)?.[1] : undefined;
    return where === undefined
      ? 'This is not valid JSON. Check quotes, commas and braces.'
      : `This is not valid JSON. Check quotes, commas and braces near line ${where}.`;
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? null : 'Arguments are an object: write them in braces.';
}
