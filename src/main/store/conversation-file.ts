import { join } from 'node:path';
import type { Conversation, Id, Message } from '../../shared/conversation.ts';
import { serializeConversation, withMessage } from './conversation-format.ts';
import { errorCode, orNullIfMissing, type FileSystem } from './file-system.ts';
import { createJournal, type Journal } from './journal.ts';
import { jsonPath, type JsonFile, type JsonFilePlace, type OpenJsonFile } from './json-file.ts';
import type { Quarantine } from './quarantine.ts';
import { reasonOf, type SaveStatus } from './save-status.ts';
import { createSaver } from './saver.ts';
import type { Timers } from './timers.ts';

/** What everything in this room that writes is given. */
export interface StoreParts {
  readonly files: FileSystem;
  readonly openJsonFile: OpenJsonFile;
  readonly quarantine: Quarantine;
  readonly status: SaveStatus;
  /** For errors that nobody expected: those without a code of the system. */
  readonly report: (error: unknown) => void;
  readonly timers: Timers;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Tells the status board how the attempts to save `key` go. */
export function reporter(
  { status, report }: StoreParts,
  key: string,
  conversationId: Id | null,
): (error: unknown) => void {
  return (error) => {
    if (error !== null && errorCode(error) === null) report(error);
    status.report(key, error === null ? null : { reason: reasonOf(error), conversationId });
  };
}

/** A damaged original that has to be safe in quarantine before its file may be written again. */
export interface Rescue {
  readonly bytes: Uint8Array;
  readonly reason: string;
}

/** The file of one conversation and its journal: brings both to the disk, wherever the file is to be. */
export interface ConversationFile {
  readonly id: Id;
  readonly journal: Journal;
  /** Resolves to whether this state or a newer one is on the disk. */
  write(conversation: Conversation): Promise<boolean>;
  /** Writes a repaired conversation, once its damaged original is set aside. */
  repair(conversation: Conversation, rescue: Rescue | null): void;
  /** What is newest, while it is not on the disk yet; else null. */
  unsaved(): Conversation | null;
  /** Moves file and journal; resolves to whether that worked, and goes on trying if not. */
  moveTo(place: JsonFilePlace): Promise<boolean>;
  place(): JsonFilePlace;
  /** Resolves when no write is under way. */
  idle(): Promise<void>;
  /** Tries once more what is not on the disk. */
  flush(): Promise<void>;
}

/** The path of a conversation's journal. */
export function journalPath(place: JsonFilePlace): string {
  return join(place.directory, `${place.name}.journal`);
}

/** Makes the writer of one conversation; it touches the disk only when there is something to do. */
export function createConversationFile(
  parts: StoreParts,
  id: Id,
  firstPlace: JsonFilePlace,
): ConversationFile {
  const { files, timers, now } = parts;
  let place = firstPlace;
  let wanted = firstPlace;
  let pending: Conversation | null = null;
  let rescue: Rescue | null = null;
  let document: JsonFile | null = null;

  const saver = createSaver(attempt, reporter(parts, `file:${id}`, id), timers);
  const journal = createJournal({
    files,
    now,
    timers,
    path: journalPath(firstPlace),
    report: reporter(parts, `journal:${id}`, id),
  });

  async function move(): Promise<void> {
    const target = wanted;
    await files.makeDirectory(target.directory);
    await orNullIfMissing(files.rename(jsonPath(place), jsonPath(target)));
    const before = place;
    place = target;
    document = null;
    await files.syncDirectory(target.directory);
    await files.syncDirectory(before.directory);
  }

  async function attempt(): Promise<void> {
    if (wanted !== place) await move();
    if (rescue !== null) {
      const { bytes, reason } = rescue;
      await parts.quarantine.keepCopy(`${id}.json`, bytes, reason);
      rescue = null;
    }
    const newest = pending;
    if (newest === null) return;
    document ??= await parts.openJsonFile(place);
    await document.write(serializeConversation(newest));
    if (pending === newest) pending = null;
    // The journal reports its own failures; nobody who waits for this file waits for its deletion.
    void journal.settle(newest);
  }

  return {
    id,
    journal,
    write(conversation) {
      pending = conversation;
      return saver.request();
    },
    repair(conversation, original) {
      pending = conversation;
      rescue = original;
      void saver.request();
    },
    unsaved: () => pending,
    async moveTo(target) {
      wanted = target;
      const moved = await saver.request();
      if (moved) await journal.moveTo(journalPath(target));
      return place === target;
    },
    place: () => place,
    idle: () => saver.idle(),
    async flush() {
      await saver.idle();
      if (pending !== null || saver.failing()) await saver.request();
      await journal.flush();
    },
  };
}

/** The conversation with the newest text of the answers that stream into it. */
export function withLive(conversation: Conversation, live: ReadonlyMap<Id, Message>): Conversation {
  let result = conversation;
  for (const message of live.values()) {
    if (result.messages[message.id]?.status === 'streaming') result = withMessage(result, message);
  }
  return result;
}
