import * as z from 'zod';
import { typed } from './command.ts';

/** Commands for long-running work. */
export const jobCommands = {
  'job.cancel': { input: z.object({ jobId: z.string().max(100) }), output: typed<void>() },
} as const;
