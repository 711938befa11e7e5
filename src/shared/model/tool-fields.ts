import * as z from 'zod';

const nameSchema = z.string().trim().min(1).max(200);
const valueSchema = z.string().max(32_000);

/** An environment variable or header of a tool server. */
export const toolFieldSchema = z.object({
  name: nameSchema,
  /** null: it is a secret, kept encrypted beside the keys. */
  value: valueSchema.nullable(),
});
export type ToolField = Readonly<z.infer<typeof toolFieldSchema>>;

/** As a form gives it. `value` null: the value that is kept already stays. */
export const toolFieldInputSchema = z.object({
  name: nameSchema,
  isSecret: z.boolean(),
  value: valueSchema.nullable(),
});
export type ToolFieldInput = Readonly<z.infer<typeof toolFieldInputSchema>>;
