import * as z from 'zod';

const nameSchema = z.string().trim().min(1).max(200);
const valueSchema = z.string().max(32_000);

/** An environment variable or header of a tool server. */
export const toolFieldSchema = z.object({
  name: nameSchema,
  /** null for a secret, which is stored encrypted with the keys. */
  value: valueSchema.nullable(),
});
export type ToolField = Readonly<z.infer<typeof toolFieldSchema>>;

/** A field as entered in a form. `value` null leaves the stored value unchanged. */
export const toolFieldInputSchema = z.object({
  name: nameSchema,
  isSecret: z.boolean(),
  value: valueSchema.nullable(),
});
export type ToolFieldInput = Readonly<z.infer<typeof toolFieldInputSchema>>;
