import * as z from 'zod';
import { idSchema } from '../id.ts';

/**
 * A reading position in a conversation. `path` is a chain of child indexes within the message,
 * because blocks have no ids. `offset` is the distance from the top of the view to the top of that
 * block (px).
 */
export const readingPositionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('latest') }),
  z.object({
    kind: z.literal('message'),
    messageId: idSchema,
    path: z.array(z.number().int().nonnegative()).max(100).readonly(),
    offset: z.number(),
  }),
]);
export type ReadingPosition = Readonly<z.infer<typeof readingPositionSchema>>;

/** The conversation that a window shows, and how far it is read. */
export const shownPlaceSchema = z.object({
  conversationId: idSchema,
  position: readingPositionSchema,
});
export type ShownPlace = Readonly<z.infer<typeof shownPlaceSchema>>;
