import { libraryFormat, readMark } from '../../backup/versions/library-mark.ts';
import type { PreparedLibrary } from '../../backup/versions/prepare-library.ts';
import { forgetPages } from '../../electron/system.ts';
import { nodeFileSystem } from '../../disk/file-system.ts';
import { openStore, type Store, type StoreOptions } from '../../store/index.ts';
import { reasonOf } from '../../store/save-status.ts';
import { readOnlyStore } from './read-only-store.ts';

/** A library that is ready for this version of Parley. */
export interface OpenLibrary extends PreparedLibrary {
  readonly store: Store;
}

/** The data folder, and who opens it. */
export interface LibraryOptions {
  readonly root: string;
  /** The folder in which Parley looks first. */
  readonly first: string;
  /** Parley's version. */
  readonly version: string;
}

/** Almost every start finds the folder as the same version left it, and loads nothing for this. */
async function prepare({ root, first, version }: LibraryOptions): Promise<PreparedLibrary> {
  const files = nodeFileSystem;
  const format = libraryFormat;
  // A mark that cannot be read is looked at again below.
  const mark = await readMark(files, root).catch(() => null);
  if (mark?.deleting === true) {
    const { deleteAll } = await import('../../backup/delete-all.ts');
    try {
      await deleteAll(root, first);
    } catch (error) {
      // The next start goes on.
      const news = { kind: 'not_all_deleted', reason: reasonOf(error) } as const;
      const notice = { id: news.kind, tone: 'problem', news } as const;
      return { readOnly: null, notices: [notice] };
    }
    await forgetPages();
  }
  const isSettled = mark?.goingBack === undefined && mark?.deleting === undefined;
  if (isSettled && mark?.parley === version && mark.format === format) {
    return { readOnly: null, notices: [] };
  }
  const { libraryMigrations, prepareLibrary } =
    await import('../../backup/versions/prepare-library.ts');
  return prepareLibrary({
    files,
    root,
    version,
    format,
    migrations: libraryMigrations,
    now: Date.now,
  });
}

/** Prepares the data folder for this version of Parley, and opens the store on it. */
export async function openLibrary(options: StoreOptions & LibraryOptions): Promise<OpenLibrary> {
  const prepared = await prepare(options);
  const store = await openStore(options);
  return { ...prepared, store: prepared.readOnly === null ? store : readOnlyStore(store) };
}
