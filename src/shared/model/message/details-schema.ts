import * as z from 'zod';

const durationSchema = z.number().nonnegative();

/** See {@link MessageDetails}. Without limits, so that none makes a conversation unreadable. */
export const messageDetailsSchema = z.looseObject({
  assistant: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string().optional(),
  firstTokenMs: durationSchema.optional(),
  streamingMs: durationSchema.optional(),
  cut: z
    .object({ estimatedTokens: z.number(), countedTokens: z.number() })
    .optional()
    .catch(undefined),
});
