import * as z from 'zod';
import type { OpenedConversation } from '../model/chat-event.ts';
import { idSchema, type Conversation, type ConversationHead } from '../model/conversation.ts';
import { toolChoiceSchema } from '../model/tool-choice.ts';
import { typed } from './command.ts';
import {
  conversationInput,
  messageInput,
  modelSchema,
  promptSchema,
  providerIdSchema,
} from './inputs.ts';

const nameSchema = z.string().trim().min(1).max(500);

/** What a person can change about a conversation; what is left out stays as it is. */
const patchSchema = z
  .object({
    title: nameSchema,
    /** null: the default one. */
    systemPrompt: promptSchema.nullable(),
    /** A model belongs to its provider: the two change together. */
    model: z.object({ providerId: providerIdSchema, model: modelSchema }),
    pinned: z.boolean(),
    archived: z.boolean(),
    /** null: out of its folder. */
    folder: nameSchema.nullable(),
    /** null: as the settings say. */
    tools: toolChoiceSchema.nullable(),
  })
  .partial();

/** Conversations, one by one or many at once. */
export const conversationCommands = {
  /** The conversation with the text so far of an answer that streams. */
  'conversation.open': {
    input: conversationInput.extend({
      /** Only what a long one is first seen with: its end and what is around a message; null: its end. Absent: all of it. */
      near: idSchema.nullable().optional(),
    }),
    output: typed<OpenedConversation>(),
  },
  /** The messages of a conversation that the window does not hold yet. */
  'conversation.rest': {
    input: conversationInput.extend({ held: z.array(idSchema).max(10_000) }),
    output: typed<Pick<Conversation, 'messages'>>(),
  },
  /** A new conversation, changed as the patch says. */
  'conversation.create': { input: patchSchema, output: typed<ConversationHead>() },
  /** Answers when every change is on the disk, or known to be unsaved. */
  'conversation.update': {
    input: z.object({
      conversationIds: z.array(idSchema).min(1).max(100_000),
      patch: patchSchema,
    }),
    output: typed<void>(),
  },
  /** Stops its stream, moves its file aside; can be undone while the program runs. */
  'conversation.delete': { input: conversationInput, output: typed<void>() },
  'conversation.restore': { input: conversationInput, output: typed<void>() },
  /** Shows the version that holds this message, down to its newest leaf. */
  'conversation.showVersion': { input: messageInput, output: typed<void>() },
} as const;
