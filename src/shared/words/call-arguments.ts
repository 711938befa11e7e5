import { t } from '../language/translate.ts';

/**
 * Formats arguments for reading and editing, one field per line. Returns them unchanged if they are
 * not JSON.
 */
export function readableArguments(given: string): string {
  if (given.trim() === '') return '{}';
  try {
    return JSON.stringify(JSON.parse(given), null, 2);
  } catch {
    // Models may send anything.
    return given;
  }
}

/** Returns the problem with arguments edited by the person, or null if they are valid. */
export function argumentsProblem(text: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? /line (\d+)/u.exec(error.message)?.[1] : undefined;
    return where === undefined
      ? t('arguments.problem.not_json')
      : t('arguments.problem.not_json.line', { line: Number(where) });
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? null : t('arguments.problem.not_an_object');
}
