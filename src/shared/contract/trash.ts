import * as z from 'zod';
import type { TrashedConversation, TrashReport } from '../model/trash.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

/** The key in {@link TrashedConversation}: the id and the time of deletion (ms since the epoch). */
const trashKeySchema = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\d{1,15}$/);
const trashInput = z.object({ keys: z.array(trashKeySchema).min(1).max(1_000_000) });

/** Commands for deleted conversations. */
export const trashCommands = {
  /** Conversations deleted in the last 30 days, newest first. */
  'trash.list': { input: nothing, output: typed<readonly TrashedConversation[]>() },
  'trash.restore': { input: trashInput, output: typed<TrashReport>() },
  /** Deletes permanently. */
  'trash.delete': { input: trashInput, output: typed<TrashReport>() },
} as const;
