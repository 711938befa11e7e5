import { promptSchema } from '../../shared/model/prompts/prompt-schema.ts';
import { maxPrompts, type Prompt } from '../../shared/model/prompts/prompt.ts';
import type { ListFormat } from './list-file.ts';

/** `prompts.json`. */
export const promptsFormat: ListFormat<Prompt> = {
  name: 'prompts',
  version: 1,
  schema: promptSchema,
  most: maxPrompts,
  damaged: { kind: 'prompts_damaged' },
};
