import * as z from 'zod';
import { assistantFormSchema, assistantIdSchema } from '../model/assistants/assistant-schema.ts';
import type { Assistant, Assistants } from '../model/assistants/assistant.ts';
import type { ImportedAssistants } from '../model/assistants/imported.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

const assistantInput = z.object({ assistantId: assistantIdSchema });

/**
 * Commands about assistants. A conversation chooses one with `assistantId` of `conversation.create`
 * and `conversation.update`.
 */
export const assistantCommands = {
  'assistants.list': { input: nothing, output: typed<Assistants>() },
  'assistants.save': {
    input: z.object({
      assistant: assistantFormSchema,
      /** `all`: the conversations that hold it change as well. */
      applyTo: z.enum(['new', 'all']),
    }),
    output: typed<Assistant>(),
  },
  /** Conversations that hold it stay as they are. */
  'assistants.delete': { input: assistantInput, output: typed<void>() },
  /** `files` are names returned by `Bridge.drop`. Without them, main shows a file dialog. */
  'assistants.import': {
    input: z.object({ files: z.array(z.uuid()).min(1).max(100).optional() }),
    output: typed<ImportedAssistants>(),
  },
  /** Main asks for the destination. False if the person chose none. */
  'assistants.export': { input: assistantInput, output: typed<boolean>() },
} as const;
