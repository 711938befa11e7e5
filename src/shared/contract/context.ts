import * as z from 'zod';
import { assistantIdSchema } from '../model/assistants/assistant-schema.ts';
import type { ContextMeter } from '../model/context/meter.ts';
import { roomWays } from '../model/context/room.ts';
import { idSchema, type Id } from '../model/conversation.ts';
import { costLimitsSchema } from '../model/spending/limits-schema.ts';
import { toolChoiceSchema } from '../model/tools/tool-choice.ts';
import { typed } from './command.ts';
import {
  askedAgainSchema,
  conversationInput,
  messageInput,
  modelSchema,
  promptSchema,
  providerIdSchema,
} from './inputs.ts';

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
  /**
   * Puts a checkpoint into the path on show, with a summary that the conversation's model writes, or
   * without one. `of`: the request that had no room; a message by default. Answers with the message that it stands before; null if it was cancelled.
   */
  'context.makeRoom': {
    input: conversationInput.extend({ way: z.enum(roomWays), of: askedAgainSchema.optional() }),
    output: typed<Id | null>(),
  },
  /** Ends the writing of a summary, if one is written. Nothing was changed then. */
  'context.cancelRoom': { input: conversationInput, output: typed<void>() },
  'context.editSummary': {
    input: messageInput.extend({ text: promptSchema.refine((text) => text.trim() !== '') }),
    output: typed<void>(),
  },
  /** The messages before it are sent again. */
  'context.removeCheckpoint': { input: messageInput, output: typed<void>() },
} as const;
