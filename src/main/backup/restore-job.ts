import type { RestoreMode } from '../../shared/model/backups.ts';
import { expected } from '../../shared/expected.ts';
import type { JobResult } from '../../shared/model/jobs.ts';
import type { RunJob } from '../jobs/jobs.ts';
import type { BackupWriter } from './backup-writer.ts';
import { withDiskFault } from './disk-fault.ts';
import type { RestoreOptions, RestoreTarget } from './restore-options.ts';

/** Dependencies of {@link restoreJob} besides the backup. */
export interface RestoreJobOptions {
  readonly target: RestoreTarget;
  readonly writer: BackupWriter;
  readonly withhold: RestoreOptions['withhold'];
  /** True while an answer is streaming. */
  readonly isStreaming: () => boolean;
  /** Called at the end, also if only a part was restored. */
  readonly onRestored: () => void;
}

/**
 * The job that restores the backup at `path`. Before replacing everything, it backs up the current
 * data. The decompression code is loaded on first use, so it does not slow down the start.
 */
export function restoreJob(options: RestoreJobOptions, path: string, mode: RestoreMode): RunJob {
  const { target, writer, withhold } = options;
  return async (signal, onProgress): Promise<JobResult> => {
    if (mode === 'replace' && options.isStreaming()) {
      throw expected('answer_under_way', {});
    }
    const { openBackup } = await import('./read-backup.ts');
    const { restoreBackup } = await import('./restore-backup.ts');
    const backup = await withDiskFault(openBackup(path, signal, onProgress));
    try {
      const safety =
        mode === 'replace'
          ? await withDiskFault(writer.writeToFolder('before-restore', signal, () => undefined))
          : null;
      const report = await restoreBackup({
        backup,
        mode,
        target,
        safetyCopy: safety?.path ?? null,
        withhold,
        signal,
        onProgress,
      });
      return { kind: 'restored', report };
    } finally {
      options.onRestored();
      backup.close();
    }
  };
}
