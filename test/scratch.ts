import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** A disk in memory, on Linux. */
const memoryDisk = '/dev/shm';

/** Far more than all tests that run at once keep in files; a container often gives 64 MB. */
const enoughBytes = 3 * 1024 ** 3;

function freeBytes(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    // There is none on this system.
    return 0;
  }
}

/** The folder for what tests write: in memory if there is room, for they sync thousands of times. */
export function scratchFolder(): string {
  return freeBytes(memoryDisk) >= enoughBytes ? memoryDisk : tmpdir();
}
