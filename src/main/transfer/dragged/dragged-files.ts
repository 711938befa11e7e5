import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orNullIfMissing } from '../../disk/file-system.ts';
import { isRunning } from '../../disk/running.ts';

/** The beginning of the folders' names; the process and a random part follow. */
const prefix = 'parley-drag-';
/** The most folders at a time. Another program may still read what was dropped on it before. */
const mostKept = 20;

/** The folders of the files that are dragged out of a window. */
export interface DraggedFiles {
  /** Makes an empty folder for one drag, which only this user can open. */
  folder(): Promise<string>;
  /** Deletes all of them. */
  clear(): Promise<void>;
}

type Report = (error: unknown) => void;

function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** Keeps the files of drags in the system's folder for temporary files, as long as Parley runs. */
export function createDraggedFiles(temporaryFolder: string, report: Report): DraggedFiles {
  let kept: readonly string[] = [];
  return {
    async folder() {
      // A new one each time, which `mkdtemp` opens to nobody else: systems empty their temporary
      // folder while Parley runs, and others could take the place of an older one.
      const folder = await mkdtemp(join(temporaryFolder, `${prefix}${String(process.pid)}-`));
      kept = [...kept, folder];
      const old = kept.slice(0, -mostKept);
      kept = kept.slice(-mostKept);
      // On Windows, a file that another program has open cannot be deleted. The next start does it.
      await Promise.all(old.map((each) => remove(each).catch(report)));
      return folder;
    },
    async clear() {
      const all = kept;
      kept = [];
      await Promise.all(all.map((each) => remove(each).catch(report)));
    },
  };
}

async function removeOwn(path: string): Promise<void> {
  // Another Parley that starts at the same time may have deleted it.
  const facts = await orNullIfMissing(lstat(path));
  if (facts?.isDirectory() !== true) return;
  // In a folder that all users share, somebody else may have made one with such a name.
  if (process.getuid === undefined || facts.uid === process.getuid()) await remove(path);
}

/** Deletes what a Parley that was killed has left of its drags. */
export async function clearLeftDrags(temporaryFolder: string, report: Report): Promise<void> {
  for (const name of await readdir(temporaryFolder)) {
    const pid = /^parley-drag-(\d{1,10})-/u.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    await removeOwn(join(temporaryFolder, name)).catch(report);
  }
}
