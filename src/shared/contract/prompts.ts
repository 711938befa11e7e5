import * as z from 'zod';
import {
  promptFormSchema,
  promptIdSchema,
  promptValuesSchema,
} from '../model/prompts/prompt-schema.ts';
import type { ImportedPrompts } from '../model/prompts/imported.ts';
import type { Prompt, Prompts } from '../model/prompts/prompt.ts';
import { idSchema } from '../model/conversation.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

const promptInput = z.object({ promptId: promptIdSchema });

/** Commands about saved prompts. */
export const promptCommands = {
  'prompts.list': { input: nothing, output: typed<Prompts>() },
  'prompts.save': { input: z.object({ prompt: promptFormSchema }), output: typed<Prompt>() },
  'prompts.delete': { input: promptInput, output: typed<void>() },
  /**
   * The text of the clipboard, for a prompt that has a variable for it. Read for no other prompt.
   */
  'prompts.clipboard': { input: promptInput, output: typed<string>() },
  /** Remembers that a prompt was used, and with which values; nothing of a temporary conversation. */
  'prompts.used': {
    input: promptInput.extend({
      values: promptValuesSchema,
      conversationId: idSchema.nullable(),
    }),
    output: typed<void>(),
  },
  /** Main asks for a file. Null if the person chose none. */
  'prompts.import': { input: nothing, output: typed<ImportedPrompts | null>() },
  /** Writes all prompts; main asks for the destination. False if the person chose none. */
  'prompts.export': { input: nothing, output: typed<boolean>() },
} as const;
