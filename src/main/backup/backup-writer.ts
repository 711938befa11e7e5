import { join } from 'node:path';
import type { BackupReason, BackupReport } from '../../shared/model/backups.ts';
import type { ConversationStore } from '../conversations/ports.ts';
import { privateMode, type FileSystem } from '../disk/file-system.ts';
import { serializeConversation } from '../store/conversations/conversation-format.ts';
import { freeBackupName, rotateBackups } from './backup-folder.ts';

/** Counts files. */
type Progress = (done: number, total: number) => void;

/** Dependencies of {@link createBackupWriter}. */
export interface BackupWriterOptions {
  readonly files: FileSystem;
  /** The folder to back up. */
  readonly root: string;
  /** The folder for backups without a chosen place. */
  readonly folder: string;
  readonly store: ConversationStore;
  /** Parley's version. */
  readonly version: string;
  readonly now: () => number;
}

/**
 * Writes backups. The compression code is loaded on first use, so it does not slow down the start.
 */
export interface BackupWriter {
  /** `mode` is that of the file; by default, the system's. */
  writeTo(
    path: string,
    signal: AbortSignal,
    onProgress: Progress,
    mode?: number,
  ): Promise<BackupReport>;
  /**
   * Writes to the backup folder, and deletes the oldest backups of the same reason beyond the
   * limit.
   */
  writeToFolder(
    reason: BackupReason,
    signal: AbortSignal,
    onProgress: Progress,
  ): Promise<BackupReport>;
}

/** Creates the writer of a folder's backups. */
export function createBackupWriter(options: BackupWriterOptions): BackupWriter {
  const { files, root, folder, store, version, now } = options;

  /**
   * Conversations that are in memory but not on disk: a full disk must not exclude them from a
   * backup elsewhere.
   */
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
