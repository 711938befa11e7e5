import * as z from 'zod';
import type { CostLimits } from './limits.ts';

/** The highest limit, in US dollars. */
const highestLimit = 1_000_000;

const limit = z.number().nonnegative().max(highestLimit);

/** Checks limits that come from a window or a file. */
export const costLimitsSchema = z.object({
  warnAt: limit.optional(),
  stopAt: limit.optional(),
}) satisfies z.ZodType<CostLimits>;
