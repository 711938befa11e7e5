import { dirname } from 'node:path';
import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import {
  errorCode,
  orNullIfMissing,
  type FileSystem,
  type OpenFile,
} from '../../disk/file-system.ts';
import { readWhole, writeAll, writeAtomic } from '../../disk/files.ts';
import {
  journalLines,
  progressOf,
  recordsBetween,
  replayJournal,
  type JournalRecord,
} from './journal-format.ts';
import { createSaver } from '../../disk/saver.ts';
import type { Timers } from '../../disk/timers.ts';

/** New text waits so long before it is handed to the system: what a killed program may lose; ms. */
const appendEveryMs = 250;
/** The disk itself is asked at most so often: what a power cut may lose; ms. */
const syncEveryMs = 1000;

/**
 * The journal of one conversation: answers that grow, kept beside the conversation's file so that the
 * cost of new text does not depend on what is already there.
 */
export interface Journal {
  /** Takes note of a growing answer; written down soon. */
  update(message: Message): void;
  /** Messages found in a journal from before, kept until a file holds them. */
  adopt(messages: ReadonlyMap<Id, Message>): void;
  /** The conversation's file is on the disk: forgets the messages that have come to their end in it. */
  settle(saved: Conversation): Promise<void>;
  /** The conversation's file has moved. */
  moveTo(path: string): Promise<boolean>;
  /** Nothing in it is wanted any more; its file is somebody else's to delete. */
  forget(): void;
  /** The newest state of the answers that grow. */
  live(): ReadonlyMap<Id, Message>;
  /** Writes and syncs what is pending; resolves to whether that worked. */
  flush(): Promise<boolean>;
  /** True while the last attempt has failed. */
  failing(): boolean;
}

/** `report` hears an error, or null when all is well again. */
export interface JournalParts {
  readonly files: FileSystem;
  readonly now: () => number;
  readonly timers: Timers;
  readonly path: string;
  readonly report: (error: unknown) => void;
}

/** Reads what a journal holds; empty if there is none. Throws Node's error if it cannot be read. */
export async function readJournal(
  files: FileSystem,
  path: string,
): Promise<ReadonlyMap<Id, Message>> {
  const bytes = await orNullIfMissing(readWhole(files, path));
  return bytes === null ? new Map() : replayJournal(bytes);
}

/** Makes the writer of one journal; it touches the disk only when there is something to do. */
export function createJournal({ files, now, timers, path, report }: JournalParts): Journal {
  /** The newest state of each message, and the one the file can be replayed to (null: none). */
  const entries = new Map<Id, { latest: Message; written: Message | null }>();
  let wantedPath = path;
  let currentPath = path;
  /** Whether a file may be there. */
  let exists = false;
  /** That file is of an earlier run, and nobody has asked what is in it. */
  let isUnread = false;
  let file: OpenFile | null = null;
  let unsynced = false;
  let lastSync = Number.NEGATIVE_INFINITY;
  let syncNow = false;
  let syncing: Promise<void> | null = null;
  let syncFailure: unknown = null;
  /** The file's name is not on the disk yet. */
  let isNew = false;
  let timer: { readonly at: number; readonly cancel: () => void } | null = null;

  const saver = createSaver(attempt, report, timers);

  /** The next attempt comes after `ms`, or earlier if one is due earlier. */
  function schedule(ms: number): void {
    const at = now() + ms;
    if (timer !== null && timer.at <= at) return;
    timer?.cancel();
    const cancel = timers.after(ms, () => {
      timer = null;
      void saver.request();
    });
    timer = { at, cancel };
  }

  async function release(): Promise<void> {
    const open = file;
    file = null;
    unsynced = false;
    await syncing;
    syncFailure = null;
    await open?.close();
  }

  function latestOf() {
    return [...entries.values()].map((entry) => ({ entry, message: entry.latest }));
  }

  /** A new file with every message whole: the beginning of a journal, and the way out of a failed append. */
  async function begin(): Promise<void> {
    const latest = latestOf();
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
      lastSync = now();
      syncNow = false;
    } else {
      file = opened;
      isNew = true;
      unsynced = true;
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
    const latest = latestOf();
    const records = latest.flatMap(({ entry, message }) =>
      entry.written === null
        ? [{ kind: 'whole' as const, message }]
        : recordsBetween(entry.written, message),
    );
    if (records.length > 0) {
      unsynced = true;
      await writeAll(open, journalLines(records));
      for (const { entry, message } of latest) entry.written = message;
    }
    await syncSoon(open);
  }

  /** Asks the disk once a second. New text does not wait for its answer, which may take seconds. */
  async function syncSoon(open: OpenFile): Promise<void> {
    if (syncNow) await syncing;
    if (!unsynced || syncing !== null) return;
    const wait = lastSync + syncEveryMs - now();
    if (wait > 0 && !syncNow) {
      schedule(wait);
      return;
    }
    // Another process that found this journal at its start may have put it into the file and away.
    if ((await open.facts()).links === 0) {
      await release();
      exists = false;
      await begin();
      return;
    }
    unsynced = false;
    lastSync = now();
    syncing = sync(open);
    if (!syncNow) return;
    await syncing;
    syncNow = false;
    if (syncFailure !== null) throw syncFailure;
  }

  /** Never rejects: the next attempt follows at once and reports what fails. */
  async function sync(open: OpenFile): Promise<void> {
    try {
      await open.dataSync();
      if (isNew) await files.syncDirectory(dirname(currentPath));
      isNew = false;
    } catch (error) {
      syncFailure = error;
      schedule(0);
    } finally {
      syncing = null;
      if (unsynced) schedule(Math.max(0, lastSync + syncEveryMs - now()));
    }
  }

  async function attempt(): Promise<void> {
    try {
      if (syncFailure !== null) throw syncFailure;
      if (wantedPath !== currentPath) {
        await release();
        const target = wantedPath;
        if (exists && (await orNullIfMissing(files.rename(currentPath, target))) === null) {
          exists = false;
          isUnread = false;
        }
        currentPath = target;
      }
      if (entries.size === 0) {
        await release();
        if (exists && !isUnread) await orNullIfMissing(files.unlink(currentPath));
        exists = isUnread;
      } else if (file === null) await begin();
      else await append(file);
    } catch (error) {
      // How much of an append got through is unknown, so the next attempt begins a new file.
      // This error is reported already; that of closing would add nothing.
      await release().catch(() => undefined);
      throw error;
    }
  }

  return {
    update(message) {
      const entry = entries.get(message.id);
      if (entry === undefined) entries.set(message.id, { latest: message, written: null });
      else entry.latest = message;
      // After a failure the saver's own rhythm decides when to try again.
      if (!saver.failing()) schedule(appendEveryMs);
    },
    adopt(messages) {
      exists = true;
      isUnread = false;
      for (const [id, message] of messages) {
        if (!entries.has(id)) entries.set(id, { latest: message, written: null });
      }
    },
    async settle(saved) {
      for (const [id, entry] of entries) {
        const message = saved.messages[id];
        if (message === undefined || message.status === 'streaming') continue;
        // It has come further than in the file: the answer is being continued.
        if (progressOf(entry.latest) <= progressOf(message)) entries.delete(id);
      }
      if (entries.size === 0 && exists) {
        timer?.cancel();
        timer = null;
        await saver.request();
      }
    },
    moveTo(newPath) {
      wantedPath = newPath;
      // One that was left by an earlier run is moved too, and stays until somebody has read it.
      isUnread ||= !exists;
      exists = true;
      return saver.request();
    },
    forget() {
      entries.clear();
      timer?.cancel();
      timer = null;
    },
    live: () => new Map([...entries].map(([id, entry]) => [id, entry.latest])),
    async flush() {
      if (entries.size === 0 && !saver.failing()) {
        await saver.idle();
        return true;
      }
      syncNow = true;
      return saver.request();
    },
    failing: () => saver.failing(),
  };
}
