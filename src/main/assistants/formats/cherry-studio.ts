import * as z from 'zod';
import { t } from '../../../shared/language/translate.ts';
import { longestInstructions, longestStarter } from '../../../shared/model/assistants/assistant.ts';
import { numberParameters, type Parameters } from '../../../shared/model/parameters/parameters.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { formOf, iconSchema, type Understood } from './understood.ts';

const phrasesSchema = z
  .array(z.object({ content: z.string().max(longestStarter) }))
  .max(1000)
  .transform((phrases) => phrases.map(({ content }) => content));

/** A number counts only if its switch is on; older files have no switches. */
function numberOf(
  settings: Fields,
  name: string,
  isOn: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  const wanted = settings.value(isOn, z.boolean());
  const value = settings.value(name, z.number().min(min).max(max));
  return wanted === false ? undefined : value;
}

function parametersOf(settings: Fields | null): Parameters {
  if (settings === null) return {};
  const { temperature, topP, maxOutputTokens } = numberParameters;
  const found = {
    temperature: numberOf(settings, 'temperature', 'enableTemperature', temperature),
    topP: numberOf(settings, 'topP', 'enableTopP', topP),
    maxOutputTokens: numberOf(settings, 'maxTokens', 'enableMaxTokens', maxOutputTokens),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** Reads an agent of Cherry Studio; null for anything else. */
export function readCherryStudio(value: unknown): Understood | null {
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const name = fields.value('name', z.string());
  const prompt = fields.value('prompt', z.string());
  if (name === undefined || name === '' || prompt === undefined) return null;
  fields.ignore('id', 'type', 'topics');
  const parameters = parametersOf(fields.object('settings'));
  const isTooLong = prompt.length > longestInstructions;
  const form = formOf({
    name,
    icon: fields.value('emoji', iconSchema) ?? '',
    instructions: isTooLong ? '' : prompt,
    starters: fields.value('regularPhrases', phrasesSchema) ?? [],
  });
  return {
    form: { ...form, ...(Object.keys(parameters).length === 0 ? {} : { parameters }) },
    leftOut: [...(isTooLong ? [t('assistant_file.prompt')] : []), ...fields.rest()],
  };
}
