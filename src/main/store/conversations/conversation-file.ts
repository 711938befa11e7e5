import { join } from 'node:path';
import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import type { SetAsideReason } from '../../../shared/model/news.ts';
import { withMessage } from './conversation-format.ts';
import { orNullIfMissing, type FileFacts } from '../../disk/file-system.ts';
import { createJournal, type Journal } from './journal.ts';
import { jsonPath, type JsonFilePlace } from '../../disk/json-file.ts';
import { createSharedFile, type OnMerged } from './shared-file.ts';
import { createSaver } from '../../disk/saver.ts';
import { reporter, type StoreParts } from '../parts.ts';

/** A damaged or older original, which must be stored safely before its file may be overwritten. */
export interface Rescue {
  readonly kind: 'damaged' | 'old';
  readonly bytes: Uint8Array;
  readonly reason: SetAsideReason;
}

/** Writes the file of one conversation and its journal to disk, wherever the file belongs. */
export interface ConversationFile {
  readonly id: Id;
  readonly journal: Journal;
  /** Resolves to true once this state, or a newer one, is on disk. */
  write(conversation: Conversation): Promise<boolean>;
  /** Writes a repaired conversation after setting aside its damaged original. */
  repair(conversation: Conversation, rescue: Rescue | null): void;
  /**
   * Records the state of the file as read; changes by other processes are found by comparing with
   * it.
   */
  saw(facts: FileFacts, conversation: Conversation): void;
  /** The newest state while it is not on disk yet; otherwise null. */
  unsaved(): Conversation | null;
  /**
   * Moves the file and its journal. Resolves to whether that succeeded; if not, it keeps trying.
   */
  moveTo(place: JsonFilePlace): Promise<boolean>;
  /** Stops all writing, before the file is deleted for good. */
  forget(): Promise<void>;
  place(): JsonFilePlace;
  /**
   * True if it has nothing to do and knows nothing that reading the file would not tell a new writer.
   */
  resting(): boolean;
  /** Resolves when no write is in progress. */
  idle(): Promise<void>;
  /** Retries writing what is not on disk. */
  flush(): Promise<void>;
}

/** The path of a conversation's journal. */
export function journalPath(place: JsonFilePlace): string {
  return join(place.directory, `${place.name}.journal`);
}

/**
 * Creates the writer of one conversation. It accesses the disk only when there is something to do.
 */
export function createConversationFile(
  parts: StoreParts,
  id: Id,
  firstPlace: JsonFilePlace,
  onMerged: OnMerged,
): ConversationFile {
  const { files, timers, now } = parts;
  let place = firstPlace;
  let wanted = firstPlace;
  let pending: Conversation | null = null;
  let rescue: Rescue | null = null;
  const shared = createSharedFile(parts, id, onMerged);

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
    shared.moved();
    await files.syncDirectory(target.directory);
    await files.syncDirectory(before.directory);
  }

  async function attempt(): Promise<void> {
    if (wanted !== place) await move();
    if (rescue !== null) {
      const { bytes, reason, kind } = rescue;
      const keeper = kind === 'old' ? parts.oldVersions : parts.quarantine;
      await keeper.keepCopy(`${id}.json`, bytes, reason);
      rescue = null;
    }
    const newest = pending;
    if (newest === null) return;
    await parts.locks.hold(jsonPath(place), () => shared.write(place, newest));
    if (pending === newest) pending = null;
    // The journal reports its own failures. Nobody who waits for this file needs to wait for its
    // deletion.
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
    saw: (facts, conversation) => shared.saw(facts, conversation),
    unsaved: () => pending,
    async moveTo(target) {
      wanted = target;
      const moved = await saver.request();
      if (moved) await journal.moveTo(journalPath(target));
      return place === target;
    },
    async forget() {
      pending = null;
      rescue = null;
      journal.forget();
      await saver.idle();
      await saver.request();
    },
    place: () => place,
    resting: () =>
      pending === null &&
      rescue === null &&
      wanted === place &&
      saver.resting() &&
      journal.resting(),
    idle: () => saver.idle(),
    async flush() {
      await saver.idle();
      if (pending !== null || saver.failing()) await saver.request();
      await journal.flush();
    },
  };
}

/** The conversation with the latest text of its streaming answers. */
export function withLive(conversation: Conversation, live: ReadonlyMap<Id, Message>): Conversation {
  let result = conversation;
  for (const message of live.values()) {
    if (result.messages[message.id]?.status === 'streaming') result = withMessage(result, message);
  }
  return result;
}
