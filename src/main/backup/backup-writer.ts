import { join } from 'node:path';
import type { BackupReason, BackupReport } from '../../shared/model/backups.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import { privateMode, type FileSystem } from '../disk/file-system.ts';
import { serializeConversation } from '../store/conversations/conversation-format.ts';
import { freeBackupName, rotateBackups } from './backup-folder.ts';

/** In files. */
type Progress = (done: number, total: number) => void;

/** What {@link createBackupWriter} needs. */
export interface BackupWriterOptions {
  readonly files: FileSystem;
  /** The folder that is backed up. */
  readonly root: string;
  /** Where backups go that nobody chose a place for. */
  readonly folder: string;
  readonly store: ConversationStore;
  /** Of this Parley. */
  readonly version: string;
  readonly now: () => number;
}

/** Writes backups. What packs them is loaded when it is first needed: a start does not pay for it. */
export interface BackupWriter {
  /** `mode`: that of the file; left out, the system's. */
  writeTo(
    path: string,
    signal: AbortSignal,
    onProgress: Progress,
    mode?: number,
  ): Promise<BackupReport>;
  /** Into the folder of backups, where the oldest of the same reason give way. */
  writeToFolder(
    reason: BackupReason,
    signal: AbortSignal,
    onProgress: Progress,
  ): Promise<BackupReport>;
}

/** Makes the writer of a folder's backups. */
export function createBackupWriter(options: BackupWriterOptions): BackupWriter {
  const { files, root, folder, store, version, now } = options;

  /** What is in memory and not on the disk: a full disk must not keep it out of a backup elsewhere. */
  async function unsaved(): Promise<ReadonlyMap<string, Uint8Array>> {
    const status = store.status();
    const found = new Map<string, Uint8Array>();
    if (status.kind === 'saved') return found;
    for (const id of status.conversationIds) {
      const conversation = await store.read(id);
      found.set(`conversations/${id}.json`, Buffer.concat(serializeConversation(conversation)));
    }
    return found;
  }

  async function writeTo(
    path: string,
    signal: AbortSignal,
    onProgress: Progress,
    mode?: number,
  ): Promise<BackupReport> {
    const { createBackup } = await import('./create-backup.ts');
    await store.flush();
    return createBackup({
      files,
      root,
      path,
      unsaved: await unsaved(),
      version,
      now,
      ...(mode === undefined ? {} : { mode }),
      signal,
      onProgress,
    });
  }

  async function writeToFolder(
    reason: BackupReason,
    signal: AbortSignal,
    onProgress: Progress,
  ): Promise<BackupReport> {
    await files.makeDirectory(folder);
    const path = join(folder, await freeBackupName(files, folder, reason, now()));
    const report = await writeTo(path, signal, onProgress, privateMode.file);
    await rotateBackups(files, folder, reason);
    return report;
  }

  return { writeTo, writeToFolder };
}
