import * as z from 'zod';
import type { BackupList } from '../model/backups.ts';
import type { StartedJob } from '../model/jobs.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

/** Backups, and the place of the data. */
export const backupCommands = {
  'backup.list': { input: nothing, output: typed<BackupList>() },
  /** Into Parley's own folder of backups, or where the person says. What is not on the disk yet is in it, too. */
  'backup.create': {
    input: z.object({ to: z.enum(['folder', 'ask']) }),
    output: typed<StartedJob>(),
  },
  /** `name` of {@link BackupList}; null: main asks for a file. */
  'backup.restore': {
    input: z.object({
      name: z.string().max(200).nullable(),
      mode: z.enum(['merge', 'replace']),
    }),
    output: typed<StartedJob>(),
  },
  /** Whether the settings that a restore withheld are taken; either way they are forgotten. */
  'backup.answerSettings': {
    input: z.object({ offerId: z.uuid(), take: z.boolean() }),
    output: typed<void>(),
  },
  'backup.openFolder': { input: nothing, output: typed<void>() },
  /** Main asks where to; when all is there and compared, Parley starts again. */
  'data.move': { input: nothing, output: typed<StartedJob>() },
} as const;
