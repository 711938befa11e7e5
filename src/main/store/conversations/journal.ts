import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { orNullIfMissing, type FileSystem } from '../../disk/file-system.ts';
import { readWhole } from '../../disk/files.ts';
import { createJournalFile, type JournalEntry } from './journal-file.ts';
import { progressOf, replayJournal } from './journal-format.ts';
import { createSaver } from '../../disk/saver.ts';
import type { Timers } from '../../disk/timers.ts';

/** New text waits so long before it is handed to the system: what a killed program may lose; ms. */
const appendEveryMs = 250;

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

  async function attempt(): Promise<void> {
    try {
      const failure = file.syncFailure();
      if (failure !== null) throw failure;
      await file.moveTo(wantedPath);
      if (entries.size === 0) await file.remove();
      else await file.write();
    } catch (error) {
      // How much of an append got through is unknown, so the next attempt begins a new file.
      // This error is reported already; that of closing would add nothing.
      await file.release().catch(() => undefined);
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
      file.adopt();
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
      if (entries.size === 0 && file.exists()) {
        timer?.cancel();
        timer = null;
        await saver.request();
      }
    },
    moveTo(newPath) {
      wantedPath = newPath;
      // One that was left by an earlier run is moved too, and stays until somebody has read it.
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
  };
}
