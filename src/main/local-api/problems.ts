import type { ZodIssue } from 'zod';
import { t } from '../../shared/language/translate.ts';

const problems = [
  'no_background',
  'no_logprobs',
  'no_previous',
  'no_prompts',
  'number',
  'one_answer',
  'prompt_or_messages',
  'stores_nothing',
] as const;

type Problem = (typeof problems)[number];

/** The code of a problem that a schema finds in a request. */
export function problem(code: Problem): string {
  return code;
}

/** The value at a path; undefined if there is none. */
function valueAt(value: unknown, path: ZodIssue['path']): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null
        ? (inside as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    value,
  );
}

/** Says what a schema finds wrong with a value. */
export function problemWords(issue: ZodIssue, value: unknown): string {
  const code = problems.find((each) => each === issue.message);
  if (code !== undefined) return t(`api.problem.${code}`);
  if (valueAt(value, issue.path) === undefined) return t('api.problem.missing');
  switch (issue.code) {
    case 'invalid_type':
      return t('api.problem.type', { type: issue.expected });
    case 'invalid_value':
      return t('api.problem.choice', { values: issue.values.map(String).join(', ') });
    case 'too_small':
      return t('api.problem.minimum', { minimum: Number(issue.minimum) });
    case 'too_big':
      return t('api.problem.maximum', { maximum: Number(issue.maximum) });
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return t('api.problem.other', { request: 'GET /openapi.json' });
  }
}
