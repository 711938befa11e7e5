import { libraryFormat, readMark } from '../../backup/versions/library-mark.ts';
import type { PreparedLibrary } from '../../backup/versions/prepare-library.ts';
import { nodeFileSystem } from '../../disk/file-system.ts';
import { openStore, type Store, type StoreOptions } from '../../store/index.ts';
import { readOnlyStore } from './read-only-store.ts';

/** A library that is ready for this version of Parley. */
export interface OpenLibrary extends PreparedLibrary {
  readonly store: Store;
}

/** Almost every start finds the folder as the same version left it, and loads nothing for this. */
async function prepare(root: string, version: string): Promise<PreparedLibrary> {
  const files = nodeFileSystem;
  const format = libraryFormat;
  // A mark that cannot be read is looked at again below.
  const mark = await readMark(files, root).catch(() => null);
  if (mark?.parley === version && mark.format === format && mark.goingBack === undefined) {
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
export async function openLibrary(
  options: StoreOptions & { readonly version: string },
): Promise<OpenLibrary> {
  const prepared = await prepare(options.root, options.version);
  const store = await openStore(options);
  return { ...prepared, store: prepared.readOnly === null ? store : readOnlyStore(store) };
}
