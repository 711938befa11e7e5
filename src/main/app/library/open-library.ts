import { libraryFormat, readMark } from '../../backup/versions/library-mark.ts';
import type { Notice } from '../../../shared/contract/index.ts';
import type { PreparedLibrary } from '../../backup/versions/prepare-library.ts';
import { forgetPages } from '../../electron/system.ts';
import { nodeFileSystem } from '../../disk/file-system.ts';
import { beginStore, type BeginOptions, type BegunStore } from '../../store/begin.ts';
import { reasonOf } from '../../store/save-status.ts';

/** A library that is ready for this version of Parley, and open as far as a window needs it. */
export interface OpenLibrary extends PreparedLibrary {
  readonly store: BegunStore;
}

/** The data folder, and who opens it. */
export interface LibraryOptions {
  readonly root: string;
  /** The folder in which Parley looks first. */
  readonly first: string;
  /** Parley's version. */
  readonly version: string;
}

/** Deletes what the person wanted deleted. Resolves to what has to be said of it. */
async function endDeleting({
  root,
  first,
}: Pick<LibraryOptions, 'root' | 'first'>): Promise<readonly Notice[]> {
  const { deleteAll } = await import('../../backup/delete-all.ts');
  const problem = await deleteAll(root, first).then(() => null, reasonOf);
  await forgetPages();
  if (problem === null) return [];
  const news = { kind: 'not_all_deleted', reason: problem } as const;
  return [{ id: news.kind, tone: 'problem', news }];
}

/** Almost every start finds the folder as the same version left it, and loads nothing for this. */
async function prepare(options: LibraryOptions): Promise<PreparedLibrary> {
  const { root, version } = options;
  const files = nodeFileSystem;
  const format = libraryFormat;
  // A mark that cannot be read is looked at again below.
  const mark = await readMark(files, root).catch(() => null);
  const isSettled = mark?.goingBack === undefined && mark?.deleting === undefined;
  if (isSettled && mark?.parley === version && mark.format === format) {
    return { readOnly: null, isCopyDue: false, notices: [] };
  }
  const deleted = mark?.deleting === true ? await endDeleting(options) : [];
  const { libraryMigrations, prepareLibrary } =
    await import('../../backup/versions/prepare-library.ts');
  const prepared = await prepareLibrary({
    files,
    root,
    version,
    format,
    migrations: libraryMigrations,
    now: Date.now,
  });
  // Files that could not be deleted must not be copied.
  const isCopyDue = prepared.isCopyDue && deleted.length === 0;
  return { ...prepared, isCopyDue, notices: [...deleted, ...prepared.notices] };
}

/** Prepares the data folder for this version of Parley, and begins to open the store on it. */
export async function openLibrary(options: BeginOptions & LibraryOptions): Promise<OpenLibrary> {
  const prepared = await prepare(options);
  return { ...prepared, store: await beginStore(options) };
}
