import { dirname } from 'node:path';
import type { Message } from '../../../shared/model/conversation.ts';
import {
  errorCode,
  orNullIfMissing,
  type FileSystem,
  type OpenFile,
} from '../../disk/file-system.ts';
import { writeAll, writeAtomic } from '../../disk/files.ts';
import { createDiskSync } from './disk-sync.ts';
import { journalLines, recordsBetween, type JournalRecord } from './journal-format.ts';

/** A message, and the state that replaying the file produces (null if none). */
export interface JournalEntry {
  latest: Message;
  written: Message | null;
}

/** Dependencies of {@link createJournalFile}. */
export interface JournalFileOptions {
  readonly files: FileSystem;
  readonly now: () => number;
  readonly path: string;
  /** The current entries, which the file should contain. */
  readonly entries: () => readonly JournalEntry[];
  /** Requests another attempt after `ms`, or earlier. */
  readonly schedule: (ms: number) => void;
}

/** The file of a journal: it creates, appends to, syncs, moves and deletes it. */
export interface JournalFile {
  /** Call if a file of an earlier run exists and its contents are known. */
  adopt(): void;
  /** Call if a file of an earlier run may exist and has not been read. */
  expectUnread(): void;
  exists(): boolean;
  /** Writes the entries to the file and marks them as written. */
  write(): Promise<void>;
  /** Moves the file, if there is one. */
  moveTo(path: string): Promise<void>;
  /** Deletes the file because nothing in it is needed, unless it is unread. */
  remove(): Promise<void>;
  /** Closes the file: the next write creates a new one. */
  release(): Promise<void>;
  /** Makes the next write wait for the disk. */
  demandSync(): void;
  /** The error of a sync since the last write; null if none. */
  syncFailure(): unknown;
}

/** Creates the writer of one file. It accesses the disk only when there is something to do. */
export function createJournalFile(options: JournalFileOptions): JournalFile {
  const { files, now, schedule } = options;
  let currentPath = options.path;
  /** Whether a file may exist. */
  let exists = false;
  /** True if the file is from an earlier run and has not been read. */
  let isUnread = false;
  let file: OpenFile | null = null;
  /** True while the file's name is not synced to disk. */
  let isNew = false;

  const disk = createDiskSync({
    now,
    schedule,
    async sync(open) {
      await open.dataSync();
      if (isNew) await files.syncDirectory(dirname(currentPath));
      isNew = false;
    },
  });

  async function release(): Promise<void> {
    const open = file;
    file = null;
    await disk.reset();
    await open?.close();
  }

  /** Creates a file with every message in full: to start a journal, or after a failed append. */
  async function begin(): Promise<void> {
    const latest = latestOf(options.entries());
    const lines = journalLines(
      latest.map(({ message }): JournalRecord => ({ kind: 'whole', message })),
    );
    const opened = exists ? null : await openNew();
    exists = true;
    isUnread = false;
    if (opened === null) {
      // The old file stays until the new one is on disk.
      await writeAtomic(files, currentPath, [lines]);
      file = await files.open(currentPath, 'a');
      disk.synced();
    } else {
      file = opened;
      isNew = true;
      disk.wrote();
      await writeAll(opened, lines);
    }
    for (const { entry, message } of latest) entry.written = message;
    if (opened !== null) await syncSoon(opened);
  }

  /** null if a file already exists that we did not know about. */
  async function openNew(): Promise<OpenFile | null> {
    const open = (): Promise<OpenFile> => files.open(currentPath, 'wx');
    try {
      const opened = await orNullIfMissing(open());
      if (opened !== null) return opened;
      await files.makeDirectory(dirname(currentPath));
      return await open();
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return null;
      throw error;
    }
  }

  async function append(open: OpenFile): Promise<void> {
    const latest = latestOf(options.entries());
    const records = latest.flatMap(({ entry, message }) =>
      entry.written === null
        ? [{ kind: 'whole' as const, message }]
        : recordsBetween(entry.written, message),
    );
    if (records.length > 0) {
      disk.wrote();
      await writeAll(open, journalLines(records));
      for (const { entry, message } of latest) entry.written = message;
    }
    await syncSoon(open);
  }

  async function syncSoon(open: OpenFile): Promise<void> {
    if (await disk.request(open)) return;
    // Another process may have found this journal at its start, merged it into the file and deleted
    // it.
    await release();
    exists = false;
    await begin();
  }

  return {
    adopt() {
      exists = true;
      isUnread = false;
    },
    expectUnread() {
      isUnread ||= !exists;
      exists = true;
    },
    exists: () => exists,
    write: () => (file === null ? begin() : append(file)),
    async moveTo(target) {
      if (target === currentPath) return;
      await release();
      if (exists && (await orNullIfMissing(files.rename(currentPath, target))) === null) {
        exists = false;
        isUnread = false;
      }
      currentPath = target;
    },
    async remove() {
      await release();
      if (exists && !isUnread) await orNullIfMissing(files.unlink(currentPath));
      exists = isUnread;
    },
    release,
    demandSync: () => disk.demand(),
    syncFailure: () => disk.failure(),
  };
}

/** A snapshot of what to write: an answer may grow further during the write. */
function latestOf(entries: readonly JournalEntry[]) {
  return entries.map((entry) => ({ entry, message: entry.latest }));
}
