import type { RefusedParameter } from '../../shared/model/parameters/parameters.ts';

/** Fields of a request that the person set, with their values. */
export type SentParameters = Readonly<Record<string, unknown>>;

/** The two names of the limit of an answer. A server that refuses one knows the other. */
export const limitFields = ['max_tokens', 'max_completion_tokens'] as const;

/** Names of fields in refusals besides their own. */
const otherNames: Readonly<Record<string, string>> = {
  // Ollama's words about models that do not reason.
  reasoning_effort: 'thinking',
  max_tokens: 'max_output_tokens',
};

/** The field itself is refused, whatever its value. */
const refusesField =
  /unsupported[ _-]?(?:parameter|argument|field)|not supported|unsupported|unknown|unrecogni[sz]ed|unexpected|extra_forbidden|extra inputs?|not permitted|not allowed|does ?n[o']t support|do not support|only the default|cannot (?:both )?be|deprecated|incompatible/;

/** The value is refused; another one may be accepted. */
const refusesValue =
  /unsupported[ _-]?value|invalid|\brange\b|must be|should be|less than|greater than|too (?:large|small|high|low|many|long)|at most|at least|between|maximum|minimum|expected/;

/**
 * Complaints that leaving the field out would not answer: a JSON answer has to be asked for in
 * words too, and a conversation that is too long stays so.
 */
const aboutSomethingElse =
  /must contain the word|context (?:length|window)|maximum context|prompt is too long|credits|afford/;

/** Removes what spellings of one name differ in: `presencePenalty`, `presence_penalty`. */
function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

/** Sentences of Ollama and xAI that name a field. */
const inWords = /reasoning (?:effort|value)/g;

/** The words of a refusal that can be names of fields, in order. */
function namesIn(words: string): readonly string[] {
  const named = words.replaceAll(inWords, 'reasoning_effort');
  return [...named.matchAll(/[a-z][a-z0-9_]{2,60}/g)].map(([name]) => plainName(name));
}

/** JSON longer than this is not remembered: the field counts as refused. */
const longestValue = 300;

function valueOf(value: unknown): string | null {
  const json = JSON.stringify(value) ?? null;
  return json === null || json.length > longestValue ? null : json;
}

/**
 * Returns the parameter that a refusal complains about, from its lower-case words; null if it names
 * none of those sent.
 */
export function refusedParameter(words: string, sent: SentParameters): RefusedParameter | null {
  const refusesAny = refusesField.test(words) || refusesValue.test(words);
  if (!refusesAny || aboutSomethingElse.test(words)) return null;
  const named = namesIn(words);
  const places = Object.keys(sent).flatMap((field) => {
    const spellings = [field, otherNames[field] ?? field].map(plainName);
    const at = named.findIndex((name) => spellings.includes(name));
    return at === -1 ? [] : [{ field, at }];
  });
  const inOrder = places.toSorted((a, b) => a.at - b.at);
  // Of two that exclude each other, the second is left out.
  const place = /\bboth\b/.test(words) ? inOrder.at(-1) : inOrder[0];
  if (place === undefined) return null;
  const isAboutValue = refusesValue.test(words) && !/only the default/.test(words);
  const { field } = place;
  const hasFieldWords = /unsupported[ _-]?parameter|extra_forbidden|unknown|unrecogni[sz]ed/.test(
    words,
  );
  return { field, value: isAboutValue && !hasFieldWords ? valueOf(sent[field]) : null };
}

/** Forms in which servers list all unknown fields: Gemini, Pydantic. */
const listed = /unknown name "([a-z0-9_]{1,60})"|\b([a-z0-9_]{1,60}): extra inputs/g;

/** Returns all parameters that a refusal complains about: several only where it lists them. */
export function refusedParameters(
  words: string,
  sent: SentParameters,
): readonly RefusedParameter[] {
  const first = refusedParameter(words, sent);
  if (first === null) return [];
  const names = new Set([...words.matchAll(listed)].map(([, name, other]) => name ?? other));
  const fields = Object.keys(sent).filter((field) => names.has(field));
  return fields.length > 1 ? fields.map((field) => ({ field, value: null })) : [first];
}

/** True if a server refused this field, or this value of it. */
export function isRefused(
  refused: readonly RefusedParameter[],
  field: string,
  value: unknown,
): boolean {
  return refused.some(
    (each) => each.field === field && (each.value === null || each.value === valueOf(value)),
  );
}
