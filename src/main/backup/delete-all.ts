import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orNullIfMissing, type FileSystem } from '../disk/file-system.ts';
import { isOwnFile, otherFolders, ownFolders } from '../disk/own-names.ts';
import { libraryFormat, markName, readMark, writeMark } from './versions/library-mark.ts';

/**
 * Has the next start delete everything, before anything is opened: until this process has ended, it
 * may still write.
 */
export async function deleteAtNextStart(
  files: FileSystem,
  root: string,
  version: string,
): Promise<void> {
  const mark = (await readMark(files, root)) ?? { format: libraryFormat, parley: version };
  await writeMark(files, root, { ...mark, deleting: true });
}

/** Deletes what it can; returns the errors of the rest. */
async function deleteIn(folder: string): Promise<readonly unknown[]> {
  const errors: unknown[] = [];
  const note = (error: unknown): void => void errors.push(error);
  const names = (await orNullIfMissing(readdir(folder)).catch(note)) ?? [];
  const folders = [...ownFolders, ...otherFolders];
  const own = names.filter((name) => folders.includes(name) || isOwnFile(name));
  for (const name of own.filter((each) => each !== markName)) {
    // A scanner of viruses may have a file open on Windows.
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 }).catch(note);
  }
  return errors;
}

/**
 * Deletes everything that Parley has put into its folders: the data folder and, if the data was
 * moved there, the one before it. What else is there stays. The mark goes last, so that the next
 * start goes on if this one dies. What the disk refuses is left, and the mark goes all the same, so
 * that no later start deletes what is new. Throws the first error.
 */
export async function deleteAll(root: string, first: string): Promise<void> {
  const errors = [...(await deleteIn(root))];
  if (first !== root) {
    errors.push(...(await deleteIn(first)));
    await rm(join(first, markName), { force: true }).catch((error: unknown) => errors.push(error));
  }
  await rm(join(root, markName), { force: true });
  if (errors.length > 0) throw errors[0];
}
