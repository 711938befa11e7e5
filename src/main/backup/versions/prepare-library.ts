/** What happens to the library before this Parley uses it: see “Versions” in docs/storage.md. */
import { join } from 'node:path';
import type { Notice } from '../../../shared/contract/index.ts';
import type { ReadOnlyLibrary } from '../../../shared/model/versions/read-only-library.ts';
import { expected } from '../../../shared/expected.ts';
import type { Coded } from '../../../shared/model/errors.ts';
import { orNullIfMissing, type FileSystem } from '../../disk/file-system.ts';
import { reasonOf } from '../../store/save-status.ts';
import { hasContents } from '../contents.ts';
import { bringBack } from './bring-back.ts';
import { backupsIn, checkCopy, copyLibrary, usableCopy } from './copies.ts';
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

/** The library that is prepared, and for whom. */
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

/** A library that can be opened. */
export interface PreparedLibrary {
  /** Null if everything can be done. */
  readonly readOnly: ReadOnlyLibrary | null;
  /** Whether it is to be copied for this version while it is in use; see {@link copyInUse}. */
  readonly isCopyDue: boolean;
  readonly notices: readonly Notice[];
}

function problem(news: Notice['news']): Notice {
  return { id: news.kind, tone: 'problem', news };
}

function notUpdated(
  reason: Coded,
  notices: readonly Notice[],
  copy: ReadOnlyLibrary['copy'] = null,
): PreparedLibrary {
  return { readOnly: { why: { kind: 'not_updated', reason }, copy }, isCopyDue: false, notices };
}

function opened(notices: readonly Notice[], isCopyDue = false): PreparedLibrary {
  return { readOnly: null, isCopyDue, notices };
}

/** A copy to go back to; null also if the backups cannot be read. */
function copyFor({ files, root, format }: PrepareOptions): Promise<ReadOnlyLibrary['copy']> {
  return usableCopy(files, root, format).catch(() => null);
}

/** The outcome of going back: the mark that holds now, or why the library is not as it should be. */
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
  const { files, root, version, format, migrations } = options;
  // If anything ends this before the last line, the next start first goes back to the copy.
  await writeMark(files, root, { ...from, goingBack: { backup: copy, to: from } });
  for (let step = from.format; step < format; step += 1) await migrations[step]?.(files, root);
  await writeMark(files, root, { format, parley: version });
}

/** Copies the library and brings it into the form of this version. */
async function update(options: PrepareOptions, from: LibraryMark): Promise<PreparedLibrary> {
  let copy: string;
  try {
    ({ name: copy } = await copyLibrary(
      { ...options, format: from.format },
      { reason: 'before-update' },
    ));
  } catch (error) {
    // Without a copy, nothing is changed that could not be changed back.
    return notUpdated(reasonOf(error), []);
  }
  try {
    await migrate(options, from, copy);
  } catch (error) {
    const back = await endGoingBack(options, { ...from, goingBack: { backup: copy, to: from } });
    return notUpdated(reasonOf(error), back.kind === 'done' ? back.notices : []);
  }
  return opened([]);
}

/**
 * Makes the library ready for this version of Parley: copied and brought into its form, or brought
 * back if that fails. A library of a newer form is left as it is. One of the same form needs no
 * change, so its copy can wait until the window is there.
 */
async function prepare(options: PrepareOptions): Promise<PreparedLibrary> {
  const { files, root, version, format } = options;
  const found = await readMark(files, root);
  if (found === null) {
    if (await hasContents(files, root)) return opened([], true);
    await writeMark(files, root, { format, parley: version });
    return opened([]);
  }
  const back = await endGoingBack(options, found);
  if (back.kind === 'failed') return notUpdated(back.reason, [], await copyFor(options));
  const { mark, notices } = back;
  if (mark.format > format) {
    const why = { kind: 'by_newer', by: mark.parley } as const;
    return { readOnly: { why, copy: await copyFor(options) }, isCopyDue: false, notices };
  }
  if (mark.format === format) return opened(notices, mark.parley !== version);
  const updated = await update(options, mark);
  return { ...updated, notices: [...notices, ...updated.notices] };
}

/** As {@link prepare}; a disk that refuses keeps nobody from reading. Never throws. */
export async function prepareLibrary(options: PrepareOptions): Promise<PreparedLibrary> {
  try {
    return await prepare(options);
  } catch (error) {
    return opened([problem({ kind: 'no_copy_before_update', reason: reasonOf(error) })]);
  }
}

/**
 * Copies a library that is in use, of the same form, and marks it as this version's. Resolves to
 * what the copy lacks, if anything. Throws Node's error and the signal's reason; the next start then
 * tries again.
 */
export async function copyInUse(
  options: Omit<PrepareOptions, 'migrations'>,
  signal: AbortSignal,
): Promise<Notice | null> {
  const { files, root, version, format } = options;
  const manner = { reason: 'before-update', mayLack: true, signal } as const;
  const { skipped } = await copyLibrary(options, manner);
  signal.throwIfAborted();
  await writeMark(files, root, { format, parley: version });
  const [first] = skipped;
  if (first === undefined) return null;
  const { name: file, reason } = first;
  return problem({ kind: 'left_out_of_copy', file, count: skipped.length, reason });
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
  await checkCopy(files, root, backup);
  const present = (await readMark(files, root)) ?? { format, parley: version };
  await copyLibrary({ ...options, format: present.format }, { reason: 'before-restore' });
  await writeMark(files, root, {
    ...present,
    goingBack: { backup, to: { format, parley: version } },
  });
}
