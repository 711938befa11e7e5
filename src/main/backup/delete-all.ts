import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orNullIfMissing, type FileSystem } from '../disk/file-system.ts';
import { isOwnFile, ownFolders } from '../disk/own-names.ts';
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

async function deleteIn(folder: string): Promise<void> {
  const names = (await orNullIfMissing(readdir(folder))) ?? [];
  const own = names.filter((name) => ownFolders.includes(name) || isOwnFile(name));
  for (const name of own.filter((each) => each !== markName)) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Deletes everything that Parley has put into its folders: the data folder and, if the data was
 * moved there, the one before it. What else is there stays. The mark goes last, so that the next
 * start goes on if this one dies. Throws Node's error.
 */
export async function deleteAll(root: string, first: string): Promise<void> {
  await deleteIn(root);
  if (first !== root) {
    await deleteIn(first);
    await rm(join(first, markName), { force: true });
  }
  await rm(join(root, markName), { force: true });
}
