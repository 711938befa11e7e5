import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { errorCode, orNullIfMissing, type FileFacts, type FileSystem } from './file-system.ts';
import { isRunning } from './running.ts';
import { readWhole, writeAll } from './files.ts';
import type { Timers } from './timers.ts';
import { untilDone } from './under-way.ts';

/**
 * No write takes this long (ms). An older lock was left by a process that died on another machine.
 */
const staleAfterMs = 30_000;
const tryEveryMs = 20;
const tries = 100;

const lockName = /^\..+\.lock$/;

/**
 * Errors where links cannot be created: Windows without the privilege, FAT, some network shares.
 */
const noLinks = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL']);

/** Keeps other processes from writing a file between our check and our own write. */
export interface FileLocks {
  /**
   * Runs `work` while no other process writes the file at `path`. Throws EBUSY if another process
   * holds the lock too long.
   */
  hold<T>(path: string, work: () => Promise<T>): Promise<T>;
  /** Removes what dead processes left in `directory`. */
  clean(directory: string, names: readonly string[]): Promise<void>;
}

/**
 * The locks of one process. A lock is a symbolic link that names its owner: it is created in one
 * step and never half written. Where links are not supported, it is a file with the owner's name in
 * it. That may be half written; then only its age counts.
 */
export function createFileLocks(files: FileSystem, timers: Timers, now: () => number): FileLocks {
  const owner = `${hostname()}:${process.pid}:${Math.random().toString(36).slice(2)}`;

  function lockPath(path: string): string {
    return join(dirname(path), `.${basename(path)}.lock`);
  }

  async function take(lock: string): Promise<void> {
    try {
      await files.makeLink(owner, lock);
      return;
    } catch (error) {
      if (!noLinks.has(errorCode(error) ?? '')) throw error;
    }
    const file = await files.open(lock, 'wx');
    try {
      try {
        await writeAll(file, Buffer.from(owner));
      } finally {
        await file.close();
      }
    } catch (error) {
      await files.unlink(lock).catch(() => undefined);
      throw error;
    }
  }

  /** '' if the owner is unknown. */
  async function ownerOf(lock: string): Promise<string> {
    try {
      return await files.readLink(lock);
    } catch {
      return readWhole(files, lock).then(String, () => '');
    }
  }

  /** True if the process that created the lock cannot be writing any more. */
  function isStale(madeBy: string, { changedMs }: FileFacts): boolean {
    const [host, pid] = madeBy.split(':');
    if (host !== hostname()) return now() - changedMs > staleAfterMs;
    // Our own process id means an earlier process that had the same one.
    return Number(pid) === process.pid || !isRunning(Number(pid));
  }

  /**
   * Removes a lock that nobody holds. Resolves to false if somebody holds it, and to true if it was
   * removed or released. A lock that was released is left alone: the one there now is another's.
   */
  async function removeStale(lock: string): Promise<boolean> {
    const facts = await orNullIfMissing(files.facts(lock));
    if (facts === null) return true;
    const madeBy = await ownerOf(lock);
    if (!isStale(madeBy, facts)) return false;
    if ((await ownerOf(lock)) === madeBy) await orNullIfMissing(files.unlink(lock));
    return true;
  }

  async function acquire(path: string, lock: string): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await take(lock);
        return;
      } catch (error) {
        const code = errorCode(error);
        if (code === 'ENOENT' && attempt < tries) {
          await files.makeDirectory(dirname(path));
          continue;
        }
        if (code !== 'EEXIST') throw error;
        if (attempt >= tries) {
          throw Object.assign(new Error(`EBUSY: ${path} is being written`, { cause: error }), {
            code: 'EBUSY',
          });
        }
      }
      if (!(await removeStale(lock)))
        await new Promise<void>((resolve) => void timers.after(tryEveryMs, resolve));
    }
  }

  async function hold<T>(path: string, work: () => Promise<T>): Promise<T> {
    const lock = lockPath(path);
    await acquire(path, lock);
    try {
      return await work();
    } finally {
      // A lock that cannot be removed becomes stale when this process ends, or is taken by it
      // again.
      await files.unlink(lock).catch(() => undefined);
    }
  }

  return {
    hold: (path, work) => untilDone(hold(path, work)),
    async clean(directory, names) {
      for (const name of names) {
        if (!lockName.test(name)) continue;
        await removeStale(join(directory, name)).catch(() => false);
      }
    },
  };
}
