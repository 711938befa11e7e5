/** What happens to the library before this Parley uses it: see “Versions” in docs/storage.md. */
import { join } from 'node:path';
import type { Notice } from '../../../shared/contract/index.ts';
import type { ReadOnlyLibrary } from '../../../shared/model/versions/read-only-library.ts';
import { expected } from '../../../shared/expected.ts';
import type { Coded } from '../../../shared/model/errors.ts';
import { orNullIfMissing, type FileSystem } from '../../disk/file-system.ts';
import { reasonOf } from '../../store/save-status.ts';
import { listContents } from '../contents.ts';
import { bringBack } from './bring-back.ts';
import { backupsIn, copyLibrary, usableCopy } from './copies.ts';
import { readMark, writeMark, type LibraryMark } from './library-mark.ts';

/**
 * Changes of the whole folder, by the form they start from. They run before anything is read, with a
 * copy beside them. What is in a single file is brought up to date by itself, see
 * src/main/store/migrations.ts.
 */
export type LibraryMigrations = Readonly<
  Record<number, (files: FileSystem, root: string) => Promise<void>>
>;

/** Those of this Parley. There has been no need for one yet. */
export const libraryMigrations: LibraryMigrations = {};

/** Dependencies of {@link prepareLibrary}. */
export interface PrepareOptions {
  readonly files: FileSystem;
  /** The data folder. */
  readonly root: string;
  /** Parley's version. */
  readonly version: string;
  /** The form in which this Parley keeps a library. */
  readonly format: number;
  readonly migrations: LibraryMigrations;
  readonly now: () => number;
}

/** What the start has to know. */
export interface PreparedLibrary {
  /** Null if everything can be done. */
  readonly readOnly: ReadOnlyLibrary | null;
  readonly notices: readonly Notice[];
}

function problem(news: Notice['news']): Notice {
  return { id: news.kind, tone: 'problem', news };
}

function notUpdated(reason: Coded, notices: readonly Notice[]): PreparedLibrary {
  return { readOnly: { why: { kind: 'not_updated', reason }, copy: null }, notices };
}

/** What came of going back: the mark that holds now, or why the library is not as it should be. */
type WentBack =
  | {
      readonly kind: 'done';
      readonly mark: LibraryMark;
      readonly notices: readonly Notice[];
    }
  | { readonly kind: 'failed'; readonly reason: Coded };

/** Ends what an earlier start, or the person, has begun. */
async function endGoingBack(
  { files, root }: PrepareOptions,
  { goingBack, ...mark }: LibraryMark,
): Promise<WentBack> {
  if (goingBack === undefined) return { kind: 'done', mark, notices: [] };
  const { backup, to } = goingBack;
  try {
    const isThere = await orNullIfMissing(files.facts(join(backupsIn(root), backup)));
    if (isThere === null) throw expected('backup_gone', {});
    await bringBack(files, root, backup);
    await writeMark(files, root, to);
  } catch (error) {
    // The mark stays: the next start tries again.
    return { kind: 'failed', reason: reasonOf(error) };
  }
  return { kind: 'done', mark: to, notices: [problem({ kind: 'brought_back', backup })] };
}

async function migrate(options: PrepareOptions, from: LibraryMark, copy: string): Promise<void> {
  const { files, root, format, migrations } = options;
  // Whatever ends it now, the next start goes back to the copy first.
  await writeMark(files, root, { ...from, goingBack: { backup: copy, to: from } });
  for (let step = from.format; step < format; step += 1) await migrations[step]?.(files, root);
}

/** Copies the library for another version of Parley, and brings it into its form. */
async function update(options: PrepareOptions, from: LibraryMark): Promise<PreparedLibrary> {
  const { files, root, version, format } = options;
  const isOld = from.format < format;
  let copy: string | null = null;
  let notices: readonly Notice[] = [];
  try {
    copy = await copyLibrary({ ...options, format: from.format }, 'before-update');
  } catch (error) {
    const reason = reasonOf(error);
    // Without a copy, nothing is changed that could not be changed back.
    if (isOld) return notUpdated(reason, notices);
    notices = [problem({ kind: 'no_copy_before_update', reason })];
  }
  if (isOld && copy !== null) {
    try {
      await migrate(options, from, copy);
    } catch (error) {
      const goingBack = { backup: copy, to: from };
      const back = await endGoingBack(options, { ...from, goingBack });
      const told = back.kind === 'done' ? back.notices : [];
      return notUpdated(reasonOf(error), told);
    }
  }
  // Without a copy, the next start tries again.
  if (copy !== null) await writeMark(files, root, { format, parley: version });
  return { readOnly: null, notices };
}

/**
 * Makes the library ready for this version of Parley: copied before another version uses it, brought
 * into its form, or brought back if that fails. A library of a newer form is left as it is.
 */
async function prepare(options: PrepareOptions): Promise<PreparedLibrary> {
  const { files, root, version, format } = options;
  const found = await readMark(files, root);
  if (found === null) {
    const isEmpty = (await listContents(files, root)).length === 0;
    if (!isEmpty) return update(options, { format, parley: 'unknown' });
    await writeMark(files, root, { format, parley: version });
    return { readOnly: null, notices: [] };
  }
  const back = await endGoingBack(options, found);
  if (back.kind === 'failed') return notUpdated(back.reason, []);
  const { mark, notices } = back;
  if (mark.format > format) {
    const copy = await usableCopy(files, root, format);
    return { readOnly: { why: { kind: 'by_newer', by: mark.parley }, copy }, notices };
  }
  if (mark.parley === version && mark.format === format) return { readOnly: null, notices };
  const updated = await update(options, mark);
  return { ...updated, notices: [...notices, ...updated.notices] };
}

/** As {@link prepare}; a disk that refuses keeps nobody from reading. Never throws. */
export async function prepareLibrary(options: PrepareOptions): Promise<PreparedLibrary> {
  try {
    return await prepare(options);
  } catch (error) {
    const notice = problem({ kind: 'no_copy_before_update', reason: reasonOf(error) });
    return { readOnly: null, notices: [notice] };
  }
}

/**
 * Has the next start go back to a copy. What is there now is copied first. Throws, with nothing
 * changed, if that is not possible.
 */
export async function goBack(
  options: Omit<PrepareOptions, 'migrations'>,
  backup: string,
): Promise<void> {
  const { files, root, format, version } = options;
  const present = (await readMark(files, root)) ?? { format, parley: version };
  await copyLibrary({ ...options, format: present.format }, 'before-restore');
  await writeMark(files, root, {
    ...present,
    goingBack: { backup, to: { format, parley: version } },
  });
}
