import { join } from 'node:path';
import type { BackupFile } from '../../shared/model/backups.ts';
import { orNullIfMissing, type FileSystem } from '../disk/file-system.ts';
import { removeLeftovers } from '../disk/files.ts';

/** Why a backup was made; it is part of its file's name. */
export type BackupReason = 'automatic' | 'before-restore' | 'manual';

/** How many of each kind stay; those that a person made stay until the person deletes them. */
const kept: Readonly<Record<BackupReason, number>> = {
  automatic: 7,
  'before-restore': 3,
  manual: Number.POSITIVE_INFINITY,
};

const namePattern =
  /^parley-(automatic|before-restore|manual)-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.zip$/;

/** The file name of a backup made at `now` (epoch ms); names sort by time. */
export function backupName(reason: BackupReason, now: number): string {
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  return `parley-${reason}-${time}Z.zip`;
}

interface Found extends BackupFile {
  readonly reason: BackupReason;
}

/** Parley's own backups in `folder`, newest first. Throws Node's error if the folder cannot be read. */
export async function findBackups(files: FileSystem, folder: string): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const name of (await orNullIfMissing(files.list(folder))) ?? []) {
    const match = namePattern.exec(name);
    if (match === null) continue;
    const [, reason, day, hour, minute, second] = match;
    const path = join(folder, name);
    const facts = await orNullIfMissing(files.facts(path));
    if (facts?.isFile !== true) continue;
    const createdAt = `${day}T${hour}:${minute}:${second}.000Z`;
    found.push({ name, path, createdAt, size: facts.size, reason: reason as BackupReason });
  }
  return found.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/** Deletes the oldest backups of a kind beyond what is kept of it, and what a killed process left half written. */
export async function rotateBackups(
  files: FileSystem,
  folder: string,
  reason: BackupReason,
): Promise<void> {
  const found = (await findBackups(files, folder)).filter((backup) => backup.reason === reason);
  for (const { path } of found.slice(kept[reason])) {
    // One that cannot be deleted now goes with the next backup.
    await files.unlink(path).catch(() => undefined);
  }
  const names = (await orNullIfMissing(files.list(folder))) ?? [];
  await removeLeftovers(files, folder, names);
}
