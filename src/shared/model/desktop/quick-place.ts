import * as z from 'zod';

const whole = z.number().int();

/** Where the person has moved the quick window on a display, from the corner of its work area. */
export const quickPlaceSchema = z.object({
  /** The display's id. */
  display: z.number(),
  scale: z.number().positive(),
  x: whole,
  y: whole,
});
export type QuickPlace = Readonly<z.infer<typeof quickPlaceSchema>>;
