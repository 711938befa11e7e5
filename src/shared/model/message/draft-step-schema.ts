import * as z from 'zod';
import type { DraftStep } from './draft-step.ts';

/** The schema of a {@link DraftStep}. */
export const draftStepSchema = z.object({
  at: z.number().int().nonnegative(),
  removed: z.string(),
  inserted: z.string(),
}) satisfies z.ZodType<DraftStep>;
