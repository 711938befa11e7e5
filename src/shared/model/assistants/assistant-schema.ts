import * as z from 'zod';
import { attachmentPartSchema } from '../message/attachment-schema.ts';
import { parametersSchema } from '../parameters/schema.ts';
import { costLimitsSchema } from '../spending/limits-schema.ts';
import { toolChoiceSchema } from '../tools/tool-choice.ts';
import {
  longestIcon,
  longestInstructions,
  longestName,
  longestNaming,
  longestStarter,
  maxDocuments,
  maxStarters,
  type Assistant,
} from './assistant.ts';
import { isOneCharacter } from './icon.ts';

/** An id, made by main. Ids of other programs are replaced. */
export const assistantIdSchema = z.string().regex(/^[\w-]{1,100}$/);

const modelChoiceSchema = z.object({
  providerId: z.string().min(1).max(100),
  model: z.string().trim().min(1).max(500),
});

const namingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('instruction'), text: z.string().trim().min(1).max(longestNaming) }),
]);

const fields = {
  name: z.string().trim().min(1).max(longestName),
  icon: z
    .string()
    .max(longestIcon)
    .refine((icon) => icon === '' || isOneCharacter(icon)),
  instructions: z.string().max(longestInstructions),
  model: modelChoiceSchema.optional(),
  parameters: parametersSchema().optional(),
  tools: toolChoiceSchema.optional(),
  asksBeforeTools: z.boolean().optional(),
  starters: z.array(z.string().trim().min(1).max(longestStarter)).max(maxStarters),
  naming: namingSchema.optional(),
  limits: costLimitsSchema.optional(),
  documents: z.array(attachmentPartSchema).max(maxDocuments).readonly().optional(),
};

/** An assistant as the person enters it. Without an id it is a new one. */
export const assistantFormSchema = z.object({ id: assistantIdSchema.optional(), ...fields });
export type AssistantForm = Readonly<z.infer<typeof assistantFormSchema>>;

/** An assistant in a file. Unknown fields are preserved. */
export const assistantSchema = z.looseObject({
  id: assistantIdSchema,
  ...fields,
}) satisfies z.ZodType<Assistant>;

/**
 * The assistant that a conversation holds. More lenient than {@link assistantSchema}: a limit that a
 * later Parley raises must not make a conversation unreadable.
 */
export const heldAssistantSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  icon: z.string(),
  instructions: z.string(),
  model: z.looseObject({ providerId: z.string(), model: z.string() }).optional(),
  parameters: parametersSchema().optional(),
  tools: toolChoiceSchema.optional(),
  asksBeforeTools: z.boolean().optional(),
  starters: z.array(z.string()),
  naming: z
    .union([z.looseObject({ kind: z.literal('off') }), namingSchema])
    .optional()
    .catch(undefined),
  limits: costLimitsSchema.optional().catch(undefined),
  documents: z.array(attachmentPartSchema).readonly().optional(),
});
