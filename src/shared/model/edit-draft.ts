import * as z from 'zod';
import { idSchema } from './conversation.ts';

/** The most unsent edits of a conversation; the oldest is dropped first. */
export const mostEdits = 50;

/** A changed text of a message that was not sent. */
export const editDraftSchema = z.object({ messageId: idSchema, text: z.string() });
export type EditDraft = Readonly<z.infer<typeof editDraftSchema>>;
