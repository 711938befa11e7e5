import type { Timers } from '../disk/timers.ts';
import type { BackupFile } from '../../shared/model/backups.ts';

/** The first look comes when a start has settled, so that it costs the start nothing; ms. */
const firstLookMs = 2 * 60 * 1000;
const lookEveryMs = 60 * 60 * 1000;
const backupEveryMs = 24 * 60 * 60 * 1000;

export interface AutomaticOptions {
  readonly timers: Timers;
  /** Epoch ms. */
  readonly now: () => number;
  /** Whether the person wants it. */
  readonly isWanted: () => boolean;
  /** Whether there is anything to keep. */
  readonly hasContent: () => boolean;
  /** The newest automatic backup there is. */
  readonly newest: () => Promise<BackupFile | null>;
  readonly backUp: () => Promise<void>;
  /** Hears the error of a backup that failed; the next look tries again. */
  readonly onFailure: (error: unknown) => void;
}

/** Makes a backup a day while Parley runs. Returns the function that ends it. */
export function startAutomaticBackup(options: AutomaticOptions): () => void {
  const { timers, now } = options;
  let cancel: () => void = () => undefined;
  let stopped = false;

  async function look(): Promise<void> {
    if (!options.isWanted() || !options.hasContent()) return;
    const newest = await options.newest();
    const age = newest === null ? Number.POSITIVE_INFINITY : now() - Date.parse(newest.createdAt);
    // A clock that was set back must not stop the backups.
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
