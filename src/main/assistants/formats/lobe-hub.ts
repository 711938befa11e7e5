import * as z from 'zod';
import { longestInstructions, longestStarter } from '../../../shared/model/assistants/assistant.ts';
import {
  choiceParameters,
  numberParameters,
  type Parameters,
} from '../../../shared/model/parameters/parameters.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { formOf, iconSchema, type Understood } from './understood.ts';

const numbers: Readonly<Record<string, keyof typeof numberParameters>> = {
  temperature: 'temperature',
  top_p: 'topP',
  frequency_penalty: 'frequencyPenalty',
  presence_penalty: 'presencePenalty',
  max_tokens: 'maxOutputTokens',
};

function parametersOf(params: Fields | null): Parameters {
  if (params === null) return {};
  const found: Partial<Record<keyof typeof numberParameters, number>> = {};
  for (const [theirs, ours] of Object.entries(numbers)) {
    const { min, max } = numberParameters[ours];
    const value = params.value(theirs, z.number().min(min).max(max));
    if (value !== undefined) found[ours] = value;
  }
  const effort = params.value('reasoning_effort', z.enum(choiceParameters.reasoningEffort));
  return { ...found, ...(effort === undefined ? {} : { reasoningEffort: effort }) };
}

const startersSchema = z.array(z.string().max(longestStarter)).max(1000);

/** Reads an agent of LobeHub (LobeChat), from its index or an export; null for anything else. */
export function readLobeHub(value: unknown): Understood | null {
  const fields = fieldsOf(value);
  const config = fields?.object('config') ?? null;
  const meta = fields?.object('meta') ?? null;
  if (fields === null || config === null) return null;
  const role = config.value('systemRole', z.string());
  if (role === undefined && meta === null) return null;
  fields.ignore('id', 'type', 'identifier', 'schemaVersion', 'createdAt', 'updatedAt');
  config.ignore('id');
  const parameters = parametersOf(config.object('params'));
  const isTooLong = (role?.length ?? 0) > longestInstructions;
  const form = formOf({
    name: meta?.value('title', z.string()) ?? '',
    icon: meta?.value('avatar', iconSchema) ?? '',
    instructions: isTooLong ? '' : (role ?? ''),
    starters: config.value('openingQuestions', startersSchema) ?? [],
  });
  return {
    form: { ...form, ...(Object.keys(parameters).length === 0 ? {} : { parameters }) },
    leftOut: [...(isTooLong ? ['systemRole'] : []), ...fields.rest()],
  };
}
