import { join } from 'node:path';
import type { BackupFile, BackupReason } from '../../shared/model/backups.ts';
import { orNullIfMissing, type FileSystem } from '../disk/file-system.ts';
import { removeLeftovers } from '../disk/files.ts';

/**
 * How many backups of each kind are kept; those that a person made stay until the person deletes
 * them.
 */
const kept: Readonly<Record<BackupReason, number>> = {
  automatic: 7,
  'before-restore': 3,
  'before-update': 2,
  manual: Number.POSITIVE_INFINITY,
};

const namePattern =
  /^parley-(automatic|before-restore|before-update|manual)-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)(?:\.(\d{3}))?Z\.zip$/;

/** Whether this is the name of a file that Parley keeps among its backups. */
export function isBackupFile(name: string): boolean {
  return namePattern.test(name);
}

/** The file name of a backup made at `now` (epoch ms); names of one kind sort by time. */
export function backupName(reason: BackupReason, now: number): string {
  return `parley-${reason}-${new Date(now).toISOString().replaceAll(':', '-')}.zip`;
}

/**
 * A name that no backup in `folder` has yet, so that two in the same millisecond do not overwrite
 * each other.
 */
export async function freeBackupName(
  files: FileSystem,
  folder: string,
  reason: BackupReason,
  now: number,
): Promise<string> {
  for (let time = now; ; time += 1) {
    const name = backupName(reason, time);
    if ((await orNullIfMissing(files.facts(join(folder, name)))) === null) return name;
  }
}

/**
 * Parley's own backups in `folder`, newest first. Throws Node's error if the folder cannot be read.
 */
export async function findBackups(
  files: FileSystem,
  folder: string,
): Promise<readonly BackupFile[]> {
  const found: (BackupFile & { readonly changedMs: number })[] = [];
  for (const name of (await orNullIfMissing(files.list(folder))) ?? []) {
    const match = namePattern.exec(name);
    if (match === null) continue;
    const [, reason, day, hour, minute, second, millisecond = '000'] = match;
    const path = join(folder, name);
    const facts = await orNullIfMissing(files.facts(path));
    if (facts?.isFile !== true) continue;
    found.push({
      name,
      reason: reason as BackupReason,
      path,
      createdAt: `${day}T${hour}:${minute}:${second}.${millisecond}Z`,
      size: facts.size,
      changedMs: facts.changedMs,
    });
  }
  // Names of earlier versions have a resolution of one second; within a second, the file times
  // decide.
  return found
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.changedMs - a.changedMs)
    .map(({ changedMs: _changedMs, ...backup }) => backup);
}

/**
 * Deletes the oldest backups of a kind beyond its limit, and half-written files of a killed
 * process.
 */
export async function rotateBackups(
  files: FileSystem,
  folder: string,
  reason: BackupReason,
): Promise<void> {
  const found = (await findBackups(files, folder)).filter((backup) => backup.reason === reason);
  for (const { path } of found.slice(kept[reason])) {
    // If one cannot be deleted now, the next backup tries again.
    await files.unlink(path).catch(() => undefined);
  }
  const names = (await orNullIfMissing(files.list(folder))) ?? [];
  await removeLeftovers(files, folder, names);
}
