import type { OpenFile } from '../../disk/file-system.ts';

/** The shortest time between syncs (ms): how much a power cut may lose. */
const syncEveryMs = 1000;

/** Dependencies of {@link createDiskSync}. */
export interface DiskSyncOptions {
  readonly now: () => number;
  /** Requests another attempt after `ms`, or earlier. */
  readonly schedule: (ms: number) => void;
  /** Syncs what was written to disk. */
  readonly sync: (file: OpenFile) => Promise<void>;
}

/** Decides when to sync what was written: once a second, or immediately for a flush. */
export interface DiskSync {
  /** Call when something was written that is not synced yet. */
  wrote(): void;
  /** Call when everything written has been synced. */
  synced(): void;
  /** Makes the next attempt wait for the disk. */
  demand(): void;
  /**
   * Syncs if it is time. New text does not wait for this, because it may take seconds. Resolves to
   * false, without a sync, if the file has been deleted. Rejects only if the sync was demanded.
   */
  request(file: OpenFile): Promise<boolean>;
  /** The error of an earlier sync that nobody waited for; null if none. */
  failure(): unknown;
  /** Prepares for another file: waits for the disk, and forgets what is not synced. */
  reset(): Promise<void>;
}

/** Creates the schedule of one file. */
export function createDiskSync({ now, schedule, sync }: DiskSyncOptions): DiskSync {
  let unsynced = false;
  let lastSync = Number.NEGATIVE_INFINITY;
  let isDemanded = false;
  let syncing: Promise<void> | null = null;
  let failure: unknown = null;

  /** Never rejects: the next attempt, which follows at once, reports the failure. */
  async function run(file: OpenFile): Promise<void> {
    try {
      await sync(file);
    } catch (error) {
      failure = error;
      schedule(0);
    } finally {
      syncing = null;
      if (unsynced) schedule(Math.max(0, lastSync + syncEveryMs - now()));
    }
  }

  return {
    wrote() {
      unsynced = true;
    },
    synced() {
      lastSync = now();
      isDemanded = false;
    },
    demand() {
      isDemanded = true;
    },
    async request(file) {
      if (isDemanded) await syncing;
      if (!unsynced || syncing !== null) return true;
      const wait = lastSync + syncEveryMs - now();
      if (wait > 0 && !isDemanded) {
        schedule(wait);
        return true;
      }
      if ((await file.facts()).links === 0) return false;
      unsynced = false;
      lastSync = now();
      syncing = run(file);
      if (!isDemanded) return true;
      await syncing;
      isDemanded = false;
      if (failure !== null) throw failure;
      return true;
    },
    failure: () => failure,
    async reset() {
      unsynced = false;
      await syncing;
      failure = null;
    },
  };
}
