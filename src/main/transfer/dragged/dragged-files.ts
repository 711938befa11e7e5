import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The beginning of the folders' names; the process and a random part follow. */
const prefix = 'parley-drag-';
/** The most folders at a time. Another program may still read what was dropped on it before. */
const mostKept = 20;

/** Where files are that are dragged out of a window. */
export interface DraggedFiles {
  /** Makes an empty folder for one drag, which only this user can open. */
  folder(): Promise<string>;
  /** Deletes all of them. */
  clear(): Promise<void>;
}

/** Keeps the files of drags in the system's folder for temporary files, as long as Parley runs. */
export function createDraggedFiles(temporaryFolder: string): DraggedFiles {
  let root: Promise<string> | null = null;
  let kept: readonly string[] = [];
  let count = 0;
  return {
    async folder() {
      // `mkdtemp` opens it to nobody else.
      root ??= mkdtemp(join(temporaryFolder, `${prefix}${String(process.pid)}-`));
      count += 1;
      const folder = join(await root, String(count));
      await mkdir(folder, { mode: 0o700 });
      kept = [...kept, folder];
      const old = kept.slice(0, -mostKept);
      kept = kept.slice(-mostKept);
      await Promise.all(old.map((each) => rm(each, { recursive: true, force: true })));
      return folder;
    },
    async clear() {
      const made = root;
      root = null;
      kept = [];
      if (made !== null) await rm(await made, { recursive: true, force: true });
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user cannot be signalled, but is there.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Deletes what a Parley that was killed has left of its drags. */
export async function clearLeftDrags(temporaryFolder: string): Promise<void> {
  const names = await readdir(temporaryFolder);
  for (const name of names) {
    const pid = /^parley-drag-(\d{1,10})-/u.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const path = join(temporaryFolder, name);
    const facts = await lstat(path);
    // In a folder that all users share, somebody else may have made one with such a name.
    const isOurs = process.getuid === undefined || facts.uid === process.getuid();
    if (isOurs && facts.isDirectory()) await rm(path, { recursive: true, force: true });
  }
}
