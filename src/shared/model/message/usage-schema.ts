import * as z from 'zod';

/** Tokens as counted by the server. A continued answer has the sum of its requests. */
export const usageSchema = z.object({
  promptTokens: z.number().nonnegative(),
  completionTokens: z.number().nonnegative(),
  totalTokens: z.number().nonnegative(),
  reasoningTokens: z.number().nonnegative().optional(),
  cachedTokens: z.number().nonnegative().optional(),
  /** The charge of the server in US dollars; absent if it does not say. */
  costUsd: z.number().nonnegative().optional(),
});
export type Usage = Readonly<z.infer<typeof usageSchema>>;
