import * as z from 'zod';
import { assistantIdSchema } from '../model/assistants/assistant-schema.ts';
import type { AskedAgain } from '../model/context/room.ts';
import { idSchema, sha256Schema } from '../model/conversation.ts';
import { longestPrompt } from '../model/message/edit-draft.ts';

// Schemas shared by several domains.

/** The input of a command without parameters. */
export const nothing = z.undefined();
export const conversationInput = z.object({ conversationId: idSchema });
export const messageInput = z.object({ conversationId: idSchema, messageId: idSchema });
export const providerIdSchema = z.string().min(1).max(100);
export const modelSchema = z.string().trim().min(1).max(500);
/** The model and assistant that answer instead of the conversation's own; an absent one stays. */
export const answererSchema = z
  .object({
    model: z.object({ providerId: providerIdSchema, model: modelSchema }),
    /** Null for none. */
    assistantId: assistantIdSchema.nullable(),
  })
  .partial();
/**
 * A prompt or system prompt, in UTF-16 code units. People paste whole books; the server decides
 * what is too long.
 */
export const promptSchema = z.string().max(longestPrompt);

/** See {@link AskedAgain}. */
export const askedAgainSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('edit'),
    messageId: idSchema,
    text: promptSchema,
    attachments: z.array(sha256Schema).max(1000).readonly().optional(),
  }),
  z.object({ kind: z.literal('answer'), messageId: idSchema, by: answererSchema.optional() }),
  z.object({ kind: z.literal('continue'), messageId: idSchema }),
  z.object({ kind: z.literal('queued') }),
]) satisfies z.ZodType<AskedAgain>;

/** Bytes, up to the given number. */
export const bytesSchema = (most: number) =>
  z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= most);
