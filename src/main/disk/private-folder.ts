import { homedir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import type { Notice } from '../../shared/contract/index.ts';
import type { FileLocks } from './file-lock.ts';
import type { FileSystem, Openness } from './file-system.ts';
import { removeLeftovers } from './files.ts';
import { isOwnFile, ownFolders } from './own-names.ts';

/** The data folder as something that only its person may open. */
export interface PrivateFolder {
  /**
   * Makes the folder and closes it and its own folders to other users, which closes all that is in them.
   * Never throws: what cannot be made now is made by the first save, which says what is wrong. Resolves
   * to what the person should know.
   */
  prepare(): Promise<readonly Notice[]>;
  /**
   * Closes the files one by one, and removes what a killed process left half written. For when a start is
   * over: it looks at every file. The work is done once; never throws.
   */
  closeFiles(): Promise<void>;
}

/** Folders that hold more than Parley's data: their modes are not ours to change. */
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

/** Makes the guard of the data folder `root`, an absolute path. */
export function createPrivateFolder(
  files: FileSystem,
  locks: FileLocks,
  root: string,
): PrivateFolder {
  let closing: Promise<void> | null = null;

  async function namesIn(folder: string): Promise<readonly string[]> {
    // Not there, or out of reach: whoever reads it says so.
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
        // A full or read-only disk: Parley works on in memory, and the first save tells why it failed.
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
