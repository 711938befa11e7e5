import * as z from 'zod';
import { idSchema } from '../conversation.ts';

/** The longest text that a person sends, in UTF-16 code units. The server decides what is too long. */
export const longestPrompt = 50_000_000;

/** A changed text of a message that was not sent. */
export const editDraftSchema = z.object({
  messageId: idSchema,
  text: z.string().max(longestPrompt),
});

/** See {@link editDraftSchema}. */
export type EditDraft = Readonly<z.infer<typeof editDraftSchema>>;
