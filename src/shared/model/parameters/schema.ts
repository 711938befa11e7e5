import * as z from 'zod';
import { lazy } from '../../lazy.ts';
import {
  choiceParameters,
  longestFurtherFields,
  longestStop,
  maxStops,
  numberParameters,
  type NumberLimits,
} from './parameters.ts';

function numberWithin({ min, max, isWhole }: NumberLimits) {
  const number = z.number().min(min).max(max);
  return isWhole ? number.int() : number;
}

/** See {@link import('./parameters.ts').Parameters}. */
export const parametersSchema = lazy(() =>
  z
    .object({
      temperature: numberWithin(numberParameters.temperature),
      topP: numberWithin(numberParameters.topP),
      topK: numberWithin(numberParameters.topK),
      minP: numberWithin(numberParameters.minP),
      maxOutputTokens: numberWithin(numberParameters.maxOutputTokens),
      stop: z.array(z.string().min(1).max(longestStop)).min(1).max(maxStops).readonly(),
      seed: numberWithin(numberParameters.seed),
      frequencyPenalty: numberWithin(numberParameters.frequencyPenalty),
      presencePenalty: numberWithin(numberParameters.presencePenalty),
      reasoningEffort: z.enum(choiceParameters.reasoningEffort),
      verbosity: z.enum(choiceParameters.verbosity),
      responseFormat: z.enum(choiceParameters.responseFormat),
      serviceTier: z.enum(choiceParameters.serviceTier),
      furtherFields: z.string().max(longestFurtherFields),
    })
    .partial(),
);

/** See {@link import('./parameters.ts').RefusedParameter}. */
export const refusedParameterSchema = lazy(() =>
  z.object({
    field: z.string().max(100),
    value: z.string().max(300).nullable(),
  }),
);
