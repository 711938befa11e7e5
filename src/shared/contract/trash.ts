import * as z from 'zod';
import type { TrashedConversation, TrashReport } from '../model/trash.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

/** As {@link TrashedConversation} has it: the id, and when it was deleted (epoch ms). */
const trashKeySchema = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\d{1,15}$/);
const trashInput = z.object({ keys: z.array(trashKeySchema).min(1).max(1_000_000) });

/** Deleted conversations. */
export const trashCommands = {
  /** What was deleted in the last 30 days, newest first. */
  'trash.list': { input: nothing, output: typed<readonly TrashedConversation[]>() },
  'trash.restore': { input: trashInput, output: typed<TrashReport>() },
  /** For good. */
  'trash.delete': { input: trashInput, output: typed<TrashReport>() },
} as const;
