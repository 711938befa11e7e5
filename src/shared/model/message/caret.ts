import * as z from 'zod';

const place = z.number().int().nonnegative();

/** Where the person is in an unsent text: the selection, and how far the box is scrolled (px). */
export const caretSchema = z.object({
  start: place,
  end: place,
  /** The selection was made towards the beginning. */
  isBackward: z.literal(true).optional(),
  scrollTop: z.number().nonnegative().max(1e9),
});

/** See {@link caretSchema}. */
export type Caret = Readonly<z.infer<typeof caretSchema>>;
