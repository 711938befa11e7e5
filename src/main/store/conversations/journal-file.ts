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

/** A message, and the state that the file can be replayed to (null: none). */
export interface JournalEntry {
  latest: Message;
  written: Message | null;
}

/** What {@link createJournalFile} needs. */
export interface JournalFileOptions {
  readonly files: FileSystem;
  readonly now: () => number;
  readonly path: string;
  /** What belongs into the file, now. */
  readonly entries: () => readonly JournalEntry[];
  /** Has another attempt made after `ms`, or earlier. */
  readonly schedule: (ms: number) => void;
}

/** The file of a journal: begun, appended to, brought to the disk, moved and deleted. */
export interface JournalFile {
  /** A file of an earlier run is there, and what is in it is known. */
  adopt(): void;
  /** A file of an earlier run may be there, and nobody has asked what is in it. */
  expectUnread(): void;
  exists(): boolean;
  /** Brings the entries into the file and marks them as written. */
  write(): Promise<void>;
  /** Moves the file, if there is one. */
  moveTo(path: string): Promise<void>;
  /** Nothing is to be kept: deletes the file, unless it is unread. */
  remove(): Promise<void>;
  /** Closes the file: the next write begins a new one. */
  release(): Promise<void>;
  /** The next write waits for the disk. */
  demandSync(): void;
  /** What the disk refused since the last write; null: nothing. */
  syncFailure(): unknown;
}

/** Makes the writer of one file; it touches the disk only when there is something to do. */
export function createJournalFile(options: JournalFileOptions): JournalFile {
  const { files, now, schedule } = options;
  let currentPath = options.path;
  /** Whether a file may be there. */
  let exists = false;
  /** That file is of an earlier run, and nobody has asked what is in it. */
  let isUnread = false;
  let file: OpenFile | null = null;
  /** The file's name is not on the disk yet. */
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

  /** A new file with every message whole: the beginning of a journal, and the way out of a failed append. */
  async function begin(): Promise<void> {
    const latest = latestOf(options.entries());
    const lines = journalLines(
      latest.map(({ message }): JournalRecord => ({ kind: 'whole', message })),
    );
    const opened = exists ? null : await openNew();
    exists = true;
    isUnread = false;
    if (opened === null) {
      // The old one stays until the new one is on the disk.
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

  /** null: there is one of which nothing was known. */
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
    // Another process that found this journal at its start may have put it into the file and away.
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

/** What is to be written now: an answer may grow further while it is. */
function latestOf(entries: readonly JournalEntry[]) {
  return entries.map((entry) => ({ entry, message: entry.latest }));
}
