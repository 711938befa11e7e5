import * as z from 'zod';
import { idSchema } from '../model/conversation.ts';

// Schemas that several domains use.

/** The input of a command that needs none. */
export const nothing = z.undefined();
export const conversationInput = z.object({ conversationId: idSchema });
export const messageInput = z.object({ conversationId: idSchema, messageId: idSchema });
export const providerIdSchema = z.string().min(1).max(100);
export const modelSchema = z.string().trim().min(1).max(500);
/** A prompt or system prompt; UTF-16 code units. Whole books are pasted: the server says what is too much. */
export const promptSchema = z.string().max(50_000_000);

/** Bytes, at most so many of them. */
export const bytesSchema = (most: number) =>
  z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= most);
