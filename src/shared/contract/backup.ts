import * as z from 'zod';
import type { BackupList } from '../model/backups.ts';
import type { StartedJob } from '../model/jobs.ts';
import { typed } from './command.ts';
import { nothing } from './inputs.ts';

/** Commands for backups and the data folder. */
export const backupCommands = {
  'backup.list': { input: nothing, output: typed<BackupList>() },
  /**
   * Writes to Parley's backup folder, or to a place the person chooses. Unsaved changes are
   * included.
   */
  'backup.create': {
    input: z.object({ to: z.enum(['folder', 'ask']) }),
    output: typed<StartedJob>(),
  },
  /** `name` as in {@link BackupList}. If it is null, main asks for a file. */
  'backup.restore': {
    input: z.object({
      name: z.string().max(200).nullable(),
      mode: z.enum(['merge', 'replace']),
    }),
    output: typed<StartedJob>(),
  },
  /** Accepts or rejects the settings that a restore withheld. They are discarded either way. */
  'backup.answerSettings': {
    input: z.object({ offerId: z.uuid(), take: z.boolean() }),
    output: typed<void>(),
  },
  /** Goes back to a copy from before an update: Parley starts again, with the library as it was. */
  'backup.goBack': { input: z.object({ name: z.string().max(200) }), output: typed<void>() },
  'backup.openFolder': { input: nothing, output: typed<void>() },
  /** Parley starts again without anything that it keeps. */
  'data.deleteAll': { input: nothing, output: typed<void>() },
  /** Main asks for the destination. Once everything is copied and verified, Parley restarts. */
  'data.move': { input: nothing, output: typed<StartedJob>() },
} as const;
