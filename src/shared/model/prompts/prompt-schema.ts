import * as z from 'zod';
import { longestName, longestText, longestValue, maxValues, type Prompt } from './prompt.ts';

/** An id, made by main. */
export const promptIdSchema = z.string().regex(/^[\w-]{1,100}$/);

/** Values that a prompt remembers. */
export const promptValuesSchema = z
  .record(z.string().min(1).max(longestName), z.string().max(longestValue))
  .refine((values) => Object.keys(values).length <= maxValues);

const fields = {
  name: z.string().trim().min(1).max(longestName),
  folder: z.string().trim().max(longestName),
  text: z
    .string()
    .max(longestText)
    .refine((text) => text.trim() !== ''),
};

/** A prompt as the person enters it. Without an id it is a new one. */
export const promptFormSchema = z.object({ id: promptIdSchema.optional(), ...fields });
export type PromptForm = Readonly<z.infer<typeof promptFormSchema>>;

/** A prompt in a file. Unknown fields are preserved; values that make no sense are forgotten. */
export const promptSchema = z.looseObject({
  id: promptIdSchema,
  ...fields,
  values: promptValuesSchema.optional().catch(undefined),
  usedAt: z.iso.datetime().optional().catch(undefined),
}) satisfies z.ZodType<Prompt>;
