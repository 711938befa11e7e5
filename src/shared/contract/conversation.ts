import * as z from 'zod';
import type { OpenedConversation } from '../model/chat-event.ts';
import { whenFullSchema } from '../model/context/when-full-schema.ts';
import { assistantIdSchema } from '../model/assistants/assistant-schema.ts';
import {
  idSchema,
  type Conversation,
  type ConversationHead,
  type Id,
} from '../model/conversation.ts';
import { parametersSchema } from '../model/parameters/schema.ts';
import { costLimitsSchema } from '../model/spending/limits-schema.ts';
import { toolChoiceSchema } from '../model/tools/tool-choice.ts';
import { typed } from './command.ts';
import { fewestCompared, maxCompared } from '../model/message/comparison.ts';
import {
  answererSchema,
  conversationInput,
  messageInput,
  modelSchema,
  nothing,
  promptSchema,
  providerIdSchema,
} from './inputs.ts';

const nameSchema = z.string().trim().min(1).max(500);

/** Changes to a conversation. Omitted fields stay as they are. */
const patchSchema = z
  .object({
    title: nameSchema,
    /** Null for the default prompt. */
    systemPrompt: promptSchema.nullable(),
    /** A model belongs to a provider, so the two change together. */
    model: z.object({ providerId: providerIdSchema, model: modelSchema }),
    pinned: z.boolean(),
    archived: z.boolean(),
    /** Null removes it from its folder. */
    folder: nameSchema.nullable(),
    /** null: as the settings say. */
    tools: toolChoiceSchema.nullable(),
    /** Replaces the conversation's own; null: none. */
    parameters: parametersSchema().nullable(),
    /** The answerers that it compares. */
    compare: z.object({
      answerers: z.array(answererSchema).min(fewestCompared).max(maxCompared),
      on: z.literal(true).optional(),
      blind: z.literal(true).optional(),
    }),
    /** The cost limits of its answers. Without any: no limit. */
    limits: costLimitsSchema,
    /** null: as the settings say. */
    whenFull: whenFullSchema.nullable(),
    /** The conversation keeps a copy of the assistant. null: none. */
    assistantId: assistantIdSchema.nullable(),
  })
  .partial();

/** Commands for one or many conversations. */
export const conversationCommands = {
  /** Returns the conversation, with the partial text of a streaming answer. */
  'conversation.open': {
    input: conversationInput.extend({
      /**
       * For a long conversation, loads only the part first shown: its end and the surroundings of
       * this message. Null: its end only. Omitted: everything.
       */
      near: idSchema.nullable().optional(),
    }),
    output: typed<OpenedConversation>(),
  },
  /**
   * Some of the messages that the window has not loaded. `after` continues behind the last batch;
   * `next` is null in the last one.
   */
  'conversation.rest': {
    input: conversationInput.extend({
      held: z.array(idSchema).max(10_000),
      after: idSchema.nullable(),
    }),
    output: typed<Pick<Conversation, 'messages'> & { readonly next: Id | null }>(),
  },
  /** Creates a conversation with these changes applied. */
  'conversation.create': { input: patchSchema, output: typed<ConversationHead>() },
  /** Creates a conversation that is only in memory; returns the empty one if there is one. */
  'conversation.createTemporary': { input: nothing, output: typed<ConversationHead>() },
  /** Writes a temporary conversation to disk, with its files and its draft. */
  'conversation.keep': { input: conversationInput, output: typed<void>() },
  /** Answers once every change is on disk or known to be unsaved. */
  'conversation.update': {
    input: z.object({
      conversationIds: z.array(idSchema).min(1).max(100_000),
      patch: patchSchema,
    }),
    output: typed<void>(),
  },
  /**
   * Stops its stream and moves its file to the trash. It can be undone while the program runs;
   * deletions with the same `together` as one.
   */
  'conversation.delete': {
    input: conversationInput.extend({ together: z.uuid().optional() }),
    output: typed<void>(),
  },
  /** Pins a message of the conversation, or unpins it. */
  'conversation.pinMessage': {
    input: messageInput.extend({ pinned: z.boolean() }),
    output: typed<void>(),
  },
  /**
   * Deletes a message with everything below it. Refused while an answer grows there. It can be
   * undone while the program runs.
   */
  'conversation.deleteBranch': { input: messageInput, output: typed<void>() },
  /** Creates a conversation that begins as this one up to this message, or just before a question. */
  'conversation.fork': { input: messageInput, output: typed<ConversationHead>() },
  /** The next question follows this message. */
  'conversation.continueFrom': { input: messageInput, output: typed<void>() },
  /** Adds a version of this answer with the person's text, and asks nobody. */
  'conversation.editAnswer': {
    input: messageInput.extend({ text: promptSchema.refine((text) => text.trim() !== '') }),
    output: typed<void>(),
  },
  /** Goes on with this answer of a comparison, and shows it. */
  'conversation.chooseAnswer': { input: messageInput, output: typed<void>() },
  /** Shows the version that contains this message, down to its newest leaf. */
  'conversation.showVersion': { input: messageInput, output: typed<void>() },
} as const;
