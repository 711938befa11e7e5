/** The limits of a number. */
export interface NumberLimits {
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
}

/** The parameters that are numbers. */
export const numberParameters = {
  temperature: { min: 0, max: 2, isWhole: false },
  topP: { min: 0, max: 1, isWhole: false },
  topK: { min: 0, max: 1_000_000, isWhole: true },
  minP: { min: 0, max: 1, isWhole: false },
  /** The limit of an answer, including reasoning. */
  maxOutputTokens: { min: 1, max: 100_000_000, isWhole: true },
  seed: { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, isWhole: true },
  frequencyPenalty: { min: -2, max: 2, isWhole: false },
  presencePenalty: { min: -2, max: 2, isWhole: false },
} as const satisfies Readonly<Record<string, NumberLimits>>;

/** The parameters with a few known values. */
export const choiceParameters = {
  /** How much a reasoning model thinks. Each model knows some of these. */
  reasoningEffort: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'],
  verbosity: ['low', 'medium', 'high'],
  /** `json`: the answer is a JSON object; the instructions must ask for it as well. */
  responseFormat: ['text', 'json'],
  serviceTier: ['auto', 'default', 'flex', 'priority'],
} as const;

type ChoiceValue<N extends keyof typeof choiceParameters> = (typeof choiceParameters)[N][number];

/**
 * Parameters of requests to a model. What is absent is not sent, so that the server's own default
 * applies.
 */
export type Parameters = {
  readonly [N in keyof typeof numberParameters]?: number | undefined;
} & {
  readonly [N in keyof typeof choiceParameters]?: ChoiceValue<N> | undefined;
} & {
  /** Texts at which the answer ends. */
  readonly stop?: readonly string[] | undefined;
  /** Further fields of the request by the server's names: the JSON of an object. */
  readonly furtherFields?: string | undefined;
};
export type ParameterName = keyof Parameters;

/** The most texts at which an answer ends, and the longest (UTF-16 code units). */
export const maxStops = 16;
export const longestStop = 200;
/** The longest further fields, as JSON (UTF-16 code units). */
export const longestFurtherFields = 20_000;

/** Fields that Parley sets itself. Further fields must not replace them. */
const reservedFields = [
  'model',
  'messages',
  'input',
  'stream',
  'stream_options',
  'tools',
  'n',
] as const;

/** Where the value of a parameter comes from. Earlier ones take precedence. */
export const parameterOrigins = ['conversation', 'assistant', 'model', 'app'] as const;
export type ParameterOrigin = (typeof parameterOrigins)[number];

/** An origin whose parameters are set in the dialog; those of an assistant belong to its form. */
export type SettableOrigin = Exclude<ParameterOrigin, 'assistant'>;
export const settableOrigins = [
  'conversation',
  'model',
  'app',
] as const satisfies readonly SettableOrigin[];

/** The parameters of each origin. */
export type ParameterLevels = Readonly<Partial<Record<ParameterOrigin, Parameters | undefined>>>;

/** The key of a model in the settings. */
export function modelKey(providerId: string, model: string): string {
  return `${providerId}/${model}`;
}

/** The parameters that apply. */
export function effectiveParameters(levels: ParameterLevels): Parameters {
  const { conversation, assistant, model, app } = levels;
  return { ...app, ...model, ...assistant, ...conversation };
}

/** A parameter that a server refused for a model. */
export interface RefusedParameter {
  /** The field by the server's name. */
  readonly field: string;
  /** The JSON of the value that was refused; null if the field itself was. */
  readonly value: string | null;
}

/** The names by which servers know parameters. */
const fieldNames: Readonly<Record<ParameterName, readonly string[]>> = {
  temperature: ['temperature'],
  topP: ['top_p'],
  topK: ['top_k'],
  minP: ['min_p'],
  maxOutputTokens: ['max_tokens', 'max_completion_tokens', 'max_output_tokens'],
  seed: ['seed', 'random_seed'],
  frequencyPenalty: ['frequency_penalty'],
  presencePenalty: ['presence_penalty'],
  reasoningEffort: ['reasoning_effort', 'reasoning'],
  verbosity: ['verbosity', 'text'],
  responseFormat: ['response_format'],
  serviceTier: ['service_tier'],
  stop: ['stop'],
  furtherFields: [],
};

/** The parameters in the order in which people see them. */
export const parameterNames = Object.keys(fieldNames) as readonly ParameterName[];

/**
 * The refusals that concern a parameter. One whose limit has a second name is refused only by both.
 */
export function refusalsOf(
  name: ParameterName,
  refused: readonly RefusedParameter[],
): readonly RefusedParameter[] {
  if (name === 'furtherFields') {
    const known = Object.values(fieldNames).flat();
    return refused.filter(({ field }) => !known.includes(field));
  }
  const own = refused.filter(({ field }) => fieldNames[name].includes(field));
  const fields = new Set(own.map(({ field }) => field));
  // Chat Completions has two names, of which the other is tried; the Responses API has one.
  const isRenamed =
    name === 'maxOutputTokens' && fields.size < 2 && !fields.has('max_output_tokens');
  return isRenamed ? [] : own;
}

/** Why the JSON of further fields cannot be sent. */
export type FurtherFieldsProblem =
  | { readonly kind: 'not_an_object' }
  | { readonly kind: 'reserved_field'; readonly field: string };

/** Reads the JSON of further fields. */
export function readFurtherFields(
  json: string,
):
  | { readonly ok: true; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: FurtherFieldsProblem } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, problem: { kind: 'not_an_object' } };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, problem: { kind: 'not_an_object' } };
  }
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const field = reservedFields.find((name) => Object.hasOwn(fields, name));
  if (field !== undefined) return { ok: false, problem: { kind: 'reserved_field', field } };
  return { ok: true, fields };
}
