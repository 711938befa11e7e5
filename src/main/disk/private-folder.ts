import { homedir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import type { Notice } from '../../shared/contract/index.ts';
import type { FileLocks } from './file-lock.ts';
import type { FileSystem, Openness } from './file-system.ts';
import { removeLeftovers } from './files.ts';
import { isOwnFile, ownFolders } from './own-names.ts';

/** Keeps the data folder private to the person. */
export interface PrivateFolder {
  /**
   * Creates the folder and makes it and its own folders private, which protects everything in them.
   * Never throws: if something cannot be created now, the first save creates it and reports what is
   * wrong. Resolves to notices for the person.
   */
  prepare(): Promise<readonly Notice[]>;
  /**
   * Makes the files private one by one, and removes half-written leftovers of a killed process.
   * Call it after the start, because it checks every file. Runs only once; never throws.
   */
  closeFiles(): Promise<void>;
}

/** True for folders that hold more than Parley's data: their modes are not ours to change. */
function isShared(root: string): boolean {
  const way = relative(root, homedir());
  const holdsHome = way === '' || !(way === '..' || way.startsWith(`..${sep}`));
  return holdsHome || dirname(root) === root;
}

function noticeOf(openness: Openness, root: string, holdsData: boolean): readonly Notice[] {
  switch (openness) {
    case 'private':
      return [];
    case 'closed': {
      if (!holdsData) return [];
      const news = { kind: 'folder_closed', folder: root } as const;
      return [{ id: 'data-folder-closed', tone: 'quiet', news }];
    }
    case 'open': {
      const news = { kind: 'folder_open', folder: root } as const;
      return [{ id: 'data-folder-open', tone: 'problem', news }];
    }
  }
}

/** Creates the guard of the data folder `root`, an absolute path. */
export function createPrivateFolder(
  files: FileSystem,
  locks: FileLocks,
  root: string,
): PrivateFolder {
  let closing: Promise<void> | null = null;

  async function namesIn(folder: string): Promise<readonly string[]> {
    // Missing or inaccessible: whoever reads it reports that.
    return files.list(folder).catch(() => []);
  }

  async function closeAll(): Promise<void> {
    const names = await namesIn(root);
    await removeLeftovers(files, root, names);
    await locks.clean(root, names);
    await files.closeToOthers(names.filter(isOwnFile).map((name) => join(root, name)));
    for (const name of ownFolders) {
      const folder = join(root, name);
      const inside = (await namesIn(folder)).map((file) => join(folder, file));
      await files.closeToOthers(inside);
    }
  }

  return {
    async prepare() {
      try {
        await files.makeDirectory(root);
      } catch {
        // The disk is full or read-only. Parley works in memory, and the first save reports why it
        // failed.
        return [];
      }
      const names = await namesIn(root);
      const holdsData = names.some((name) => isOwnFile(name) || ownFolders.includes(name));
      const [openness = 'private'] = isShared(root)
        ? [await files.opennessOf(root)]
        : await files.closeToOthers([root]);
      await files.closeToOthers(
        ownFolders.filter((name) => names.includes(name)).map((name) => join(root, name)),
      );
      return noticeOf(openness, root, holdsData);
    },
    closeFiles() {
      closing ??= closeAll().catch(() => undefined);
      return closing;
    },
  };
}
