import * as z from 'zod';

/** As many headers and query fields as a provider may have. */
export const mostExtras = 32;
const extraNameSchema = z.string().trim().min(1).max(200);
const extraValueSchema = z.string().max(8000);
const placeSchema = z.enum(['header', 'query']);

/** A header or query field that is sent with every request to a provider. */
export const extraSchema = z.object({
  place: placeSchema,
  name: extraNameSchema,
  /** null: it is a secret, kept encrypted beside the keys. */
  value: extraValueSchema.nullable(),
});
export type Extra = Readonly<z.infer<typeof extraSchema>>;

/** As a form gives it. `value` null: the value that is kept already stays. */
export const extraInputSchema = z.object({
  place: placeSchema,
  name: extraNameSchema,
  isSecret: z.boolean(),
  value: extraValueSchema.nullable(),
});
export type ExtraInput = Readonly<z.infer<typeof extraInputSchema>>;
