import type { PictureAnswers, SaidFacts } from '../../../shared/model/models/facts.ts';
import { minContext, maxContext } from '../../../shared/model/models/own-model-choices.ts';
import type { TokenPrice } from '../../../shared/model/settings.ts';
import { asArray, asObject, asText, type Json } from '../json.ts';

const perMillionTokens = 1_000_000;

/** Makes 0.00000015 · 1,000,000 come out as 0.15 and not 0.15000000000000002. */
const rounded = (dollars: number): number => Number(dollars.toPrecision(12));

/** A number, or one in text as OpenRouter writes it (`"0.0000025"`); null for anything else. */
function amountIn(value: unknown, most: number): number | null {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return null;
  const dollars = Number(value);
  return dollars >= 0 && dollars <= most ? dollars : null;
}

function priceOf(
  [prompt, completion, cached]: readonly (number | null)[],
  unit: number,
): TokenPrice | null {
  if (prompt == null || completion == null) return null;
  return {
    prompt: rounded(prompt * unit),
    completion: rounded(completion * unit),
    ...(cached == null ? {} : { cached: rounded(cached * unit) }),
  };
}

/** The most and the fewest dollars that a million tokens are believed to cost. */
const dearest = 10_000;
const minPerMillion = 0.001;

/**
 * The price in a server's entry. OpenRouter and most others name dollars per token as `prompt` and
 * `completion`, Vercel as `input` and `output`; Together and Hugging Face use those two names for
 * dollars per million. null for anything else, such as -1.
 */
export function priceIn(model: Json): TokenPrice | null {
  const pricing = asObject(model['pricing']) ?? {};
  const each = (names: readonly string[], most: number): readonly (number | null)[] =>
    names.map((name) => amountIn(pricing[name], most));
  const named = priceOf(each(['prompt', 'completion', 'input_cache_read'], 1), perMillionTokens);
  if (named !== null) return named;
  const isPerToken =
    typeof pricing['input'] === 'string' || Number(pricing['output']) < minPerMillion;
  return isPerToken
    ? priceOf(each(['input', 'output', 'input_cache_read'], 1), perMillionTokens)
    : priceOf(each(['input', 'output', 'cached_input'], dearest), 1);
}

/** Fields with a context window: what is really loaded comes before what the model could take. */
const contextFields = [
  // LM Studio
  'loaded_context_length',
  // OpenRouter, Together, Fireworks, Moonshot
  'context_length',
  // vLLM, SGLang
  'max_model_len',
  // Groq, Vercel
  'context_window',
  // Mistral, LM Studio
  'max_context_length',
  // Anthropic
  'max_input_tokens',
];

function contextIn(model: Json): number | null {
  const provider = asObject(model['top_provider']) ?? {};
  const sizes = [provider['context_length'], ...contextFields.map((field) => model[field])];
  const found = sizes.find(
    (size): size is number =>
      Number.isSafeInteger(size) && Number(size) >= minContext && Number(size) <= maxContext,
  );
  return found ?? null;
}

/** The most words of a list that are looked at. */
const maxWords = 100;

/** A list of words in lower case; null if there is none. */
function wordsIn(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const words = asArray(value)
    .slice(0, maxWords)
    .map((word) => asText(word).toLowerCase());
  return words.length === 0 ? null : words;
}

/** The first of some values that is a yes or a no. */
function saysIn(values: readonly unknown[]): boolean | null {
  return values.find((value): value is boolean => typeof value === 'boolean') ?? null;
}

function names(words: readonly string[] | null, wanted: RegExp): boolean | null {
  return words === null ? null : words.some((word) => wanted.test(word));
}

/** A word that is there says yes; one that is not says nothing. */
function named(words: readonly string[] | null, wanted: RegExp): true | null {
  return names(words, wanted) === true ? true : null;
}

/**
 * Reads the abilities of a model in a server's entry. OpenRouter, Hugging Face: modalities and
 * supported parameters; Mistral, Anthropic: an object of capabilities; Fireworks, Moonshot: fields
 * of their own; Vercel, DeepInfra: tags; LM Studio, llama.cpp: a list of capabilities.
 */
function abilitiesIn(model: Json): SaidFacts {
  const architecture = asObject(model['architecture']) ?? {};
  const can = asObject(model['capabilities']) ?? {};
  const asked = wordsIn(model['supported_parameters']) ?? wordsIn(model['supported_features']);
  const input = wordsIn(architecture['input_modalities']) ?? wordsIn(model['input_modalities']);
  const tags = [
    ...(wordsIn(model['tags']) ?? []),
    ...(wordsIn(asObject(model['metadata'])?.['tags']) ?? []),
    ...(wordsIn(model['capabilities']) ?? []),
    asText(model['type']).toLowerCase(),
  ];
  const supported = (name: string): unknown => asObject(can[name])?.['supported'];
  const vision =
    saysIn([can['vision'], model['supports_image_input'], model['supports_image_in']]) ??
    saysIn([supported('image_input')]) ??
    names(input, /^image$/u) ??
    named(tags, /^(?:vision|vlm|multimodal)$/u);
  const tools =
    saysIn([can['function_calling'], model['supports_tools']]) ??
    names(asked, /^tools?$/u) ??
    named(tags, /^(?:tool[-_]?use|tools|tool[-_]calling)$/u);
  const reasoning =
    saysIn([can['reasoning'], model['supports_reasoning'], supported('thinking')]) ??
    names(asked, /^(?:include_)?reasoning(?:_effort)?$/u) ??
    named(tags, /^(?:reasoning|thinking)$/u);
  return {
    ...(vision === null ? {} : { vision }),
    ...(tools === null ? {} : { tools }),
    ...(reasoning === null ? {} : { reasoning }),
  };
}

/** How a model answers with pictures, as OpenRouter tells; null if it makes none or nothing is said. */
export function pictureAnswersIn(model: Json): PictureAnswers | null {
  const architecture = asObject(model['architecture']) ?? {};
  const output = wordsIn(architecture['output_modalities']) ?? wordsIn(model['output_modalities']);
  if (output?.includes('image') !== true) return null;
  return output.includes('text') ? 'with_text' : 'alone';
}

/** The longest name that is shown. */
const longestName = 200;

/** The name for people in a server's entry; null if there is none besides the id. */
export function nameIn(model: Json, id: string): string | null {
  const name = (asText(model['display_name']) || asText(model['name'])).trim();
  return name === '' || name === id || name.length > longestName ? null : name;
}

/** The facts in a server's entry about a model. */
export function factsIn(model: Json): SaidFacts {
  const contextTokens = contextIn(model);
  return { ...abilitiesIn(model), ...(contextTokens === null ? {} : { contextTokens }) };
}
