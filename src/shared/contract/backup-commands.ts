import * as z from 'zod';
import type { BackupList } from '../model/backups.ts';
import type { StartedJob } from '../model/jobs.ts';

const nothing = z.undefined();

/** The part of the contract that is about backups and the place of the data. */
export const backupInputs = {
  'backup.list': nothing,
  /** Into Parley's own folder of backups, or where the person says. What is not on the disk yet is in it, too. */
  'backup.create': z.object({ to: z.enum(['folder', 'ask']) }),
  /** `name` of {@link BackupList}; null: main asks for a file. */
  'backup.restore': z.object({
    name: z.string().max(200).nullable(),
    mode: z.enum(['merge', 'replace']),
  }),
  /** Whether the settings that a restore withheld are taken; either way they are forgotten. */
  'backup.answerSettings': z.object({ offerId: z.uuid(), take: z.boolean() }),
  'backup.openFolder': nothing,
  /** Main asks where to; when all is there and compared, Parley starts again. */
  'data.move': nothing,
} as const;

/** What its commands answer with. */
export interface BackupOutputs {
  'backup.list': BackupList;
  'backup.create': StartedJob;
  'backup.restore': StartedJob;
  'backup.answerSettings': void;
  'backup.openFolder': void;
  'data.move': StartedJob;
}
