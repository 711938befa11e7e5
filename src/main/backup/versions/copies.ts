/** Copies of the library that are made before another version of Parley uses it. */
import { join } from 'node:path';
import type { BackupFile } from '../../../shared/model/backups.ts';
import type { CopyBeforeUpdate } from '../../../shared/model/versions/read-only-library.ts';
import { privateMode, type FileSystem } from '../../disk/file-system.ts';
import { findBackups, freeBackupName, rotateBackups } from '../backup-folder.ts';

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

/**
 * Copies the library into its folder of backups and compares every byte of the copy. Returns the
 * copy's name. Throws if that is not possible.
 */
export async function copyLibrary(
  options: CopyOptions,
  reason: 'before-update' | 'before-restore',
): Promise<string> {
  const { files, root, now } = options;
  const folder = backupsIn(root);
  await files.makeDirectory(folder);
  const name = await freeBackupName(files, folder, reason, now());
  const path = join(folder, name);
  const { createBackup } = await import('../create-backup.ts');
  const report = await createBackup({
    ...options,
    path,
    unsaved: new Map(),
    includes: isCopied,
    mode: privateMode.file,
    signal: never,
    onProgress: quiet,
  });
  const { openBackup } = await import('../read-backup.ts');
  (await openBackup(path, never, quiet)).close();
  const [skipped] = report.skipped;
  if (skipped !== undefined) {
    throw new Error(`${skipped.name} could not be copied (${skipped.reason.code})`);
  }
  await rotateBackups(files, folder, reason);
  return name;
}

/** The newest copy that a Parley with this form of the library can work with. */
export async function usableCopy(
  files: FileSystem,
  root: string,
  format: number,
): Promise<CopyBeforeUpdate | null> {
  const { openBackup } = await import('../read-backup.ts');
  for (const { name, path, reason, createdAt } of await findBackups(files, backupsIn(root))) {
    if (reason !== 'before-update') continue;
    const backup = await openBackup(path, never, quiet).catch(() => null);
    if (backup === null) continue;
    backup.close();
    const { library } = backup.manifest;
    if (library !== undefined && library <= format) return { name, createdAt };
  }
  return null;
}

/** Deletes copies that were made before an update two weeks ago. */
export async function pruneCopies(files: FileSystem, root: string, now: number): Promise<void> {
  const isOld = ({ reason, createdAt }: BackupFile): boolean =>
    reason === 'before-update' && now - Date.parse(createdAt) > keptMs;
  for (const { path } of (await findBackups(files, backupsIn(root))).filter(isOld)) {
    // The next look tries again.
    await files.unlink(path).catch(quiet);
  }
}
