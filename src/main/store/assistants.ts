import { assistantSchema } from '../../shared/model/assistants/assistant-schema.ts';
import { mostAssistants, type Assistant } from '../../shared/model/assistants/assistant.ts';
import type { ListFormat } from './list-file.ts';

/** `assistants.json`. */
export const assistantsFormat: ListFormat<Assistant> = {
  name: 'assistants',
  version: 1,
  schema: assistantSchema,
  most: mostAssistants,
  damaged: { kind: 'assistants_damaged' },
};
