import * as z from 'zod';

/** See {@link Answerer}. Without limits, so that none makes a conversation unreadable. */
const answererSchema = z.looseObject({
  model: z.looseObject({ providerId: z.string(), model: z.string() }).optional(),
  assistantId: z.string().nullable().optional(),
});

/** See {@link CompareSet}. */
export const compareSetSchema = z.looseObject({
  answerers: z.array(answererSchema),
  on: z.literal(true).optional(),
  blind: z.literal(true).optional(),
});

/** See {@link Comparison}. */
export const comparisonSchema = z.looseObject({
  blind: z.literal(true).optional(),
  chosen: z.string().optional(),
  choices: z.number().nonnegative().optional(),
});

/** See {@link Compared}. */
export const comparedSchema = z.looseObject({
  column: z.number().int().nonnegative(),
  assistantId: z.string().nullable().optional(),
});
