import * as z from 'zod';

const extraNameSchema = z.string().trim().min(1).max(200);
const extraValueSchema = z.string().max(8000);
const placeSchema = z.enum(['header', 'query']);

/** A header or query field sent with every request to a provider. */
export const extraSchema = z.object({
  place: placeSchema,
  name: extraNameSchema,
  /** Null if the value is secret and stored encrypted beside the keys. */
  value: extraValueSchema.nullable(),
});
export type Extra = Readonly<z.infer<typeof extraSchema>>;

/** An extra from a form. A null `value` keeps the stored one. */
export const extraInputSchema = z.object({
  place: placeSchema,
  name: extraNameSchema,
  isSecret: z.boolean(),
  value: extraValueSchema.nullable(),
});
export type ExtraInput = Readonly<z.infer<typeof extraInputSchema>>;
