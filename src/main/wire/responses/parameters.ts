import type { Parameters, RefusedParameter } from '../../../shared/model/parameters/parameters.ts';
import { fieldsOf } from '../chat-completions/parameters.ts';
import { asArray, asObject, asText, type Json } from '../json.ts';
import type { SentParameters } from '../refused-parameters.ts';

/** Fields of Chat Completions that have another name or place in the Responses API. */
const moved = new Set([
  'max_tokens',
  'max_completion_tokens',
  'reasoning_effort',
  'verbosity',
  'response_format',
  'tools',
  'tool_choice',
]);

/** The format that an answer has to have: `json_schema` lies one level deeper in chat's form. */
function toFormat(value: unknown): Json | null {
  const format = asObject(value);
  if (format === null) return null;
  const schema = asObject(format['json_schema']);
  return schema === null ? format : { ...schema, type: 'json_schema' };
}

/** A tool that a program defined in chat's form; tools of other kinds stay as they are. */
function toTool(value: unknown): unknown {
  const tool = asObject(value);
  const called = asObject(tool?.['function']);
  if (tool?.['type'] !== 'function' || called === null) return value;
  return { strict: false, parameters: null, ...called, type: 'function' };
}

function toToolChoice(value: unknown): unknown {
  const named = asObject(asObject(value)?.['function']);
  return named === null ? value : { type: 'function', name: asText(named['name']) };
}

/** Fields of a request in the words of the Responses API. */
export interface WireFields {
  readonly fields: Json;
  readonly reasoning: Json;
  /** Tools that the request brings itself, in the wire's format. */
  readonly tools: readonly unknown[];
}

/**
 * Translates fields with the names of Chat Completions to the Responses API; `null` stands for
 * unset. All others are passed on as they are.
 */
export function toWireFields(chat: Json): WireFields {
  const given = (name: string): unknown => chat[name] ?? undefined;
  const {
    reasoning,
    text: words,
    ...others
  } = Object.fromEntries(Object.entries(chat).filter(([name]) => !moved.has(name)));
  const most = given('max_completion_tokens') ?? given('max_tokens');
  const effort = given('reasoning_effort');
  const verbosity = given('verbosity');
  const format = toFormat(given('response_format'));
  const choice = given('tool_choice');
  const text = {
    ...asObject(words),
    ...(format === null ? {} : { format }),
    ...(verbosity === undefined ? {} : { verbosity }),
  };
  return {
    fields: {
      ...others,
      ...(most === undefined ? {} : { max_output_tokens: most }),
      ...(choice === undefined ? {} : { tool_choice: toToolChoice(choice) }),
      ...(Object.keys(text).length === 0 ? {} : { text }),
    },
    reasoning: { ...asObject(reasoning), ...(effort === undefined ? {} : { effort }) },
    tools: asArray(given('tools')).map(toTool),
  };
}

/**
 * The person's parameters by the names under which the API refuses them, without those that it
 * refused.
 */
export function toResponseParameters(
  parameters: Parameters,
  refused: readonly RefusedParameter[],
): SentParameters {
  return fieldsOf(
    parameters,
    { limit: 'max_output_tokens', effort: 'reasoning', seed: 'seed' },
    refused,
  );
}

/** The same in the places where the API expects them. */
export function placed({ reasoning, ...parameters }: SentParameters): Json {
  // Further fields may bring the whole object.
  if (typeof reasoning !== 'string') return { ...parameters, reasoning };
  return { ...parameters, reasoning_effort: reasoning };
}
