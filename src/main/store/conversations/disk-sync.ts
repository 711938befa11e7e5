import type { OpenFile } from '../../disk/file-system.ts';

/** The disk itself is asked at most so often: what a power cut may lose; ms. */
const syncEveryMs = 1000;

/** What {@link createDiskSync} needs. */
export interface DiskSyncOptions {
  readonly now: () => number;
  /** Has another attempt made after `ms`, or earlier. */
  readonly schedule: (ms: number) => void;
  /** Brings what was written to the disk. */
  readonly sync: (file: OpenFile) => Promise<void>;
}

/** When the disk is asked to hold what was written: once a second, or at once for a flush. */
export interface DiskSync {
  /** Something was written that is not on the disk. */
  wrote(): void;
  /** All that was written is on the disk. */
  synced(): void;
  /** The next attempt waits for the disk. */
  demand(): void;
  /**
   * Asks the disk if it is time. New text does not wait for its answer, which may take seconds. Resolves
   * to false, and asks nothing, if the file has been deleted. Rejects only when the answer was demanded.
   */
  request(file: OpenFile): Promise<boolean>;
  /** What an earlier request that nobody waited for has failed with; null: nothing. */
  failure(): unknown;
  /** Another file comes: waits for the disk, and forgets what is not on it. */
  reset(): Promise<void>;
}

/** Makes the schedule of one file. */
export function createDiskSync({ now, schedule, sync }: DiskSyncOptions): DiskSync {
  let unsynced = false;
  let lastSync = Number.NEGATIVE_INFINITY;
  let isDemanded = false;
  let syncing: Promise<void> | null = null;
  let failure: unknown = null;

  /** Never rejects: what fails is told by the next attempt, which comes at once. */
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
