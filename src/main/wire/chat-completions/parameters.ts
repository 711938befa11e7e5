import {
  readFurtherFields,
  type Parameters,
  type RefusedParameter,
} from '../../../shared/model/parameters/parameters.ts';
import { isRefused, limitFields, type SentParameters } from '../refused-parameters.ts';

/** Servers that know only the newer name of the limit. All others know the older one. */
const newerLimitHosts =
  /(?:^|\.)(?:api\.openai\.com|openai\.azure\.com|cognitiveservices\.azure\.com)$/;

const mistralHosts = /(?:^|\.)mistral\.ai$/;

const hostOf = (baseUrl: string): string =>
  URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';

/** The names of the limit of an answer, the one to try first in front. */
function limitsFor(baseUrl: string): readonly string[] {
  return newerLimitHosts.test(hostOf(baseUrl)) ? limitFields.toReversed() : limitFields;
}

function responseFormatOf(format: Parameters['responseFormat']): unknown {
  return format === 'json' ? { type: 'json_object' } : { type: 'text' };
}

/** The names of fields that differ between the wires. */
export interface FieldNames {
  readonly limit: string;
  readonly effort: string;
  readonly seed: string;
}

/** The fields that stand for parameters, without those that are not set or that were refused. */
export function fieldsOf(
  parameters: Parameters,
  names: FieldNames,
  refused: readonly RefusedParameter[],
): SentParameters {
  const { responseFormat, furtherFields } = parameters;
  const further = furtherFields === undefined ? null : readFurtherFields(furtherFields);
  const fields: Record<string, unknown> = {
    temperature: parameters.temperature,
    top_p: parameters.topP,
    top_k: parameters.topK,
    min_p: parameters.minP,
    [names.limit]: parameters.maxOutputTokens,
    stop: parameters.stop,
    [names.seed]: parameters.seed,
    frequency_penalty: parameters.frequencyPenalty,
    presence_penalty: parameters.presencePenalty,
    [names.effort]: parameters.reasoningEffort,
    verbosity: parameters.verbosity,
    response_format: responseFormat === undefined ? undefined : responseFormatOf(responseFormat),
    service_tier: parameters.serviceTier,
    ...(further?.ok === true ? further.fields : {}),
  };
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) => value !== undefined && !isRefused(refused, field, value),
    ),
  );
}

/**
 * The fields to send for these parameters to this server. What it refused is left out, except that
 * the limit of an answer has a second name to try.
 */
export function toChatFields(
  parameters: Parameters,
  to: { readonly baseUrl: string; readonly refused: readonly RefusedParameter[] },
): SentParameters {
  const limit = parameters.maxOutputTokens;
  const limits = limitsFor(to.baseUrl);
  const limitField = limits.find((name) => !isRefused(to.refused, name, limit)) ?? 'max_tokens';
  const seed = mistralHosts.test(hostOf(to.baseUrl)) ? 'random_seed' : 'seed';
  const names = { limit: limitField, effort: 'reasoning_effort', seed };
  return fieldsOf(parameters, names, to.refused);
}
