import * as z from 'zod';
import { assistantIdSchema } from '../model/assistants/assistant-schema.ts';
import type { ContextMeter } from '../model/context/meter.ts';
import { idSchema } from '../model/conversation.ts';
import { costLimitsSchema } from '../model/spending/limits.ts';
import { toolChoiceSchema } from '../model/tool-choice.ts';
import { typed } from './command.ts';
import { modelSchema, promptSchema, providerIdSchema } from './inputs.ts';

/** Commands about what the next request of a conversation takes. */
export const contextCommands = {
  /** Estimates the next request, with the draft as main has it. Asks no server. */
  'context.meter': {
    input: z.object({
      /** Null if the conversation does not exist yet; `own` says what it will have then. */
      conversationId: idSchema.nullable(),
      own: z.object({
        systemPrompt: promptSchema.nullable(),
        providerId: providerIdSchema.nullable(),
        model: modelSchema.nullable(),
        tools: toolChoiceSchema.nullable(),
        assistantId: assistantIdSchema.nullable(),
        limits: costLimitsSchema,
      }),
    }),
    output: typed<ContextMeter>(),
  },
} as const;
