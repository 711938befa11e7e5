import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { orNullIfMissing, type FileSystem } from '../../disk/file-system.ts';
import { readWhole } from '../../disk/files.ts';
import { createJournalFile, type JournalEntry } from './journal-file.ts';
import { progressOf, replayInTurns } from './journal-format.ts';
import { createSaver } from '../../disk/saver.ts';
import type { Timers } from '../../disk/timers.ts';

/** How long new text waits before it is written (ms): what a killed program may lose. */
const appendEveryMs = 250;

/**
 * The journal of one conversation: growing answers, stored next to the conversation's file so that
 * the cost of new text does not depend on the size of the conversation.
 */
export interface Journal {
  /** Records a growing answer; it is written shortly. */
  update(message: Message): void;
  /** Takes over messages from an earlier journal, until a file contains them. */
  adopt(messages: ReadonlyMap<Id, Message>): void;
  /** Called when the conversation's file is on disk: drops the messages that are complete in it. */
  settle(saved: Conversation): Promise<void>;
  /** Called when the conversation's file has moved. */
  moveTo(path: string): Promise<boolean>;
  /** Drops everything; the caller deletes the file. */
  forget(): void;
  /** The latest state of the growing answers. */
  live(): ReadonlyMap<Id, Message>;
  /** Writes and syncs what is pending; resolves to whether that succeeded. */
  flush(): Promise<boolean>;
  /** True if the last attempt failed. */
  failing(): boolean;
  /** True if it holds nothing, has no file and has nothing to do. */
  resting(): boolean;
}

/** `report` is called with an error, or with null once everything works again. */
export interface JournalParts {
  readonly files: FileSystem;
  readonly now: () => number;
  readonly timers: Timers;
  readonly path: string;
  readonly report: (error: unknown) => void;
}

/** Reads a journal; empty if there is none. Throws Node's error if it cannot be read. */
export async function readJournal(
  files: FileSystem,
  path: string,
): Promise<ReadonlyMap<Id, Message>> {
  const bytes = await orNullIfMissing(readWhole(files, path));
  return bytes === null ? new Map() : replayInTurns(bytes);
}

/** Creates the writer of one journal. It accesses the disk only when there is something to do. */
export function createJournal({ files, now, timers, path, report }: JournalParts): Journal {
  const entries = new Map<Id, JournalEntry>();
  let wantedPath = path;
  let timer: { readonly at: number; readonly cancel: () => void } | null = null;

  const saver = createSaver(attempt, report, timers);
  const file = createJournalFile({
    files,
    now,
    path,
    entries: () => [...entries.values()],
    schedule,
  });

  /** Schedules the next attempt after `ms`, unless one is due earlier. */
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

  async function attempt(): Promise<void> {
    try {
      const failure = file.syncFailure();
      if (failure !== null) throw failure;
      await file.moveTo(wantedPath);
      if (entries.size === 0) await file.remove();
      else await file.write();
    } catch (error) {
      // We do not know how much of an append was written, so the next attempt creates a new file.
      // The error is reported already; an error from closing would add nothing.
      await file.release().catch(() => undefined);
      throw error;
    }
  }

  return {
    update(message) {
      const entry = entries.get(message.id);
      if (entry === undefined) entries.set(message.id, { latest: message, written: null });
      else entry.latest = message;
      // After a failure, the saver decides when to retry.
      if (!saver.failing()) schedule(appendEveryMs);
    },
    adopt(messages) {
      file.adopt();
      for (const [id, message] of messages) {
        if (!entries.has(id)) entries.set(id, { latest: message, written: null });
      }
    },
    async settle(saved) {
      for (const [id, entry] of entries) {
        const message = saved.messages[id];
        if (message === undefined || message.status === 'streaming') continue;
        // The answer in memory is ahead of the file: it is being continued.
        if (progressOf(entry.latest) <= progressOf(message)) entries.delete(id);
      }
      if (entries.size === 0 && file.exists()) {
        timer?.cancel();
        timer = null;
        await saver.request();
      }
    },
    moveTo(newPath) {
      wantedPath = newPath;
      // A journal from an earlier run is moved too, and kept until somebody has read it.
      file.expectUnread();
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
      file.demandSync();
      return saver.request();
    },
    failing: () => saver.failing(),
    resting: () => entries.size === 0 && timer === null && saver.resting() && !file.exists(),
  };
}
