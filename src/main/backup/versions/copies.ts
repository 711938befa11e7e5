/** Copies of the library that are made for another version of Parley. */
import { join } from 'node:path';
import type { BackupFile, BackupReport } from '../../../shared/model/backups.ts';
import type { CopyBeforeUpdate } from '../../../shared/model/versions/read-only-library.ts';
import { expected } from '../../../shared/expected.ts';
import { privateMode, type FileSystem } from '../../disk/file-system.ts';
import { findBackups, freeBackupName, rotateBackups } from '../backup-folder.ts';
import { readMark } from './library-mark.ts';

/** How long a copy from before an update is kept (ms). */
const keptMs = 14 * 24 * 60 * 60 * 1000;

const never = new AbortController().signal;
const quiet = (): void => undefined;

/** The folder of the backups in a data folder. */
export function backupsIn(root: string): string {
  return join(root, 'backups');
}

/**
 * Whether a file can be changed by a migration, and so has to be in the copy. Attachments are kept
 * by their content and never change; what is set aside and deleted is not touched.
 */
export function isCopied(name: string): boolean {
  return !/^(?:attachments|trash|quarantine|before-update)\//.test(name);
}

/** The library that is copied, and by whom. */
export interface CopyOptions {
  readonly files: FileSystem;
  readonly root: string;
  /** Parley's version. */
  readonly version: string;
  /** The form in which the library is. */
  readonly format: number;
  readonly now: () => number;
}

/** How a copy is made. */
export interface CopyManner {
  readonly reason: 'before-update' | 'before-restore';
  /** Whether a copy without the files that cannot be read is better than none. */
  readonly mayLack?: boolean;
  readonly signal?: AbortSignal;
}

/** A copy in the folder of backups. */
export interface LibraryCopy {
  readonly name: string;
  /** Files that could not be read. */
  readonly skipped: BackupReport['skipped'];
}

async function openWhole(path: string, signal: AbortSignal): Promise<void> {
  const { openBackup } = await import('../read-backup.ts');
  (await openBackup(path, signal, quiet)).close();
}

/**
 * Copies the library into its folder of backups and compares every byte of the copy. Throws, and
 * leaves no copy, if that is not possible.
 */
export async function copyLibrary(
  options: CopyOptions,
  { reason, mayLack = false, signal = never }: CopyManner,
): Promise<LibraryCopy> {
  const { files, root, now } = options;
  const folder = backupsIn(root);
  await files.makeDirectory(folder);
  const name = await freeBackupName(files, folder, reason, now());
  const path = join(folder, name);
  const { createBackup } = await import('../create-backup.ts');
  const { skipped } = await createBackup({
    ...options,
    path,
    unsaved: new Map(),
    includes: isCopied,
    mode: privateMode.file,
    signal,
    onProgress: quiet,
  });
  try {
    await openWhole(path, signal);
    const [first] = skipped;
    if (first !== undefined && !mayLack) {
      throw new Error(`${first.name} could not be copied (${first.reason.code})`);
    }
  } catch (error) {
    await files.unlink(path).catch(quiet);
    throw error;
  }
  await rotateBackups(files, folder, reason);
  return { name, skipped };
}

/**
 * The newest copy that a Parley with this form of the library can work with. Whether it is whole is
 * looked at when it is used. Throws Node's error.
 */
export async function usableCopy(
  files: FileSystem,
  root: string,
  format: number,
): Promise<CopyBeforeUpdate | null> {
  const { readBackupManifest } = await import('../read-backup.ts');
  for (const { name, path, reason, createdAt } of await findBackups(files, backupsIn(root))) {
    if (reason !== 'before-update') continue;
    const manifest = await readBackupManifest(path, never).catch(() => null);
    if (manifest?.library !== undefined && manifest.library <= format) return { name, createdAt };
  }
  return null;
}

/** Throws an ExpectedError unless every byte of this backup is right. */
export async function checkCopy(files: FileSystem, root: string, name: string): Promise<void> {
  const found = await findBackups(files, backupsIn(root));
  const backup = found.find((each) => each.name === name);
  if (backup === undefined) throw expected('backup_gone', {});
  await openWhole(backup.path, never);
}

/** Deletes copies that were made before an update two weeks ago. */
export async function pruneCopies(files: FileSystem, root: string, now: number): Promise<void> {
  const needed = (await readMark(files, root))?.goingBack?.backup;
  const isOld = ({ name, reason, createdAt }: BackupFile): boolean =>
    reason === 'before-update' && name !== needed && now - Date.parse(createdAt) > keptMs;
  for (const { path } of (await findBackups(files, backupsIn(root))).filter(isOld)) {
    // The next look tries again.
    await files.unlink(path).catch(quiet);
  }
}
