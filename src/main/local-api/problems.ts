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

/** Says a problem: one of ours by its code, one of the schema library in its own words. */
export function problemWords(message: string): string {
  const code = problems.find((each) => each === message);
  return code === undefined ? message : t(`api.problem.${code}`);
}
