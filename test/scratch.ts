import { rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** An in-memory disk, on Linux. */
const memoryDisk = '/dev/shm';

/** Far more than all concurrent tests store in files; a container often provides 64 MB. */
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

/**
 * The folder for files of tests: in memory if there is room, because they sync thousands of times.
 */
export function scratchFolder(): string {
  return freeBytes(memoryDisk) >= enoughBytes ? memoryDisk : tmpdir();
}

/** Removes a folder into which a program, or a write that was not waited for, may still write. */
export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
