import type { Timers } from '../disk/timers.ts';
import type { BackupFile } from '../../shared/model/backups.ts';

/** The first check comes after the start has finished, so that it does not slow it down (ms). */
const firstLookMs = 2 * 60 * 1000;
const lookEveryMs = 60 * 60 * 1000;
const backupEveryMs = 24 * 60 * 60 * 1000;

export interface AutomaticOptions {
  readonly timers: Timers;
  /** Epoch ms. */
  readonly now: () => number;
  /** Whether the person wants automatic backups. */
  readonly isWanted: () => boolean;
  /** Deletes copies from before an update that are old enough. */
  readonly prune: () => Promise<void>;
  /** Whether there is anything to back up. */
  readonly hasContent: () => boolean;
  /** The newest automatic backup, if any. */
  readonly newest: () => Promise<BackupFile | null>;
  readonly backUp: () => Promise<void>;
  /** Called with the error of a failed backup; the next check tries again. */
  readonly onFailure: (error: unknown) => void;
}

/** Makes a backup a day while Parley runs. Returns a function that stops this. */
export function startAutomaticBackup(options: AutomaticOptions): () => void {
  const { timers, now } = options;
  let cancel: () => void = () => undefined;
  let stopped = false;

  async function look(): Promise<void> {
    await options.prune();
    if (!options.isWanted() || !options.hasContent()) return;
    const newest = await options.newest();
    const age = newest === null ? Number.POSITIVE_INFINITY : now() - Date.parse(newest.createdAt);
    // A clock that was set back must not prevent backups.
    if (age >= 0 && age < backupEveryMs) return;
    await options.backUp();
  }

  function schedule(ms: number): void {
    cancel = timers.after(ms, () => {
      void look()
        .catch(options.onFailure)
        .finally(() => {
          if (!stopped) schedule(lookEveryMs);
        });
    });
  }

  schedule(firstLookMs);
  return () => {
    stopped = true;
    cancel();
  };
}
