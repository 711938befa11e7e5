import { assistantSchema } from '../../shared/model/assistants/assistant-schema.ts';
import { maxAssistants, type Assistant } from '../../shared/model/assistants/assistant.ts';
import type { ListFormat } from './list-file.ts';

/** `assistants.json`. */
export const assistantsFormat: ListFormat<Assistant> = {
  name: 'assistants',
  version: 1,
  schema: assistantSchema,
  most: maxAssistants,
  damaged: { kind: 'assistants_damaged' },
};
