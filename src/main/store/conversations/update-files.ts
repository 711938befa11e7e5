import type { Id } from '../../../shared/model/conversation.ts';
import { errorCode, orNullIfMissing } from '../../disk/file-system.ts';
import { readWithFacts } from '../../disk/files.ts';
import type { ConversationFile } from './conversation-file.ts';
import type { StoreParts } from '../parts.ts';
import type { Examined } from './examine.ts';

/**
 * The rest after each file (ms). Nobody waits for an upgrade, and right after a start the window and
 * the index need the processor and the disk.
 */
const restMs = 20;

/** Upgrades files of an older version in the background, without delaying the start. */
export interface FileUpdates {
  /** Queues a file; returns true if it can wait because only its version is old. */
  defer(id: Id, examined: Examined, hasJournal: boolean): boolean;
  /** Call when the start is over. */
  begin(): void;
  /** Resolves when the file being upgraded has been written. */
  underWay(): Promise<void>;
}

/** `opened`: existing writers. A file with a writer is upgraded by whoever opened it. */
export function createFileUpdates(
  parts: StoreParts,
  opened: ReadonlyMap<Id, ConversationFile>,
  fileOf: (id: Id) => ConversationFile,
  pathOf: (id: Id) => string,
): FileUpdates {
  const { files, migrations, reader, report, timers } = parts;
  let waiting: Id[] = [];
  let underWay: Promise<void> = Promise.resolve();

  async function update(id: Id): Promise<void> {
    if (opened.has(id)) return;
    const read = await orNullIfMissing(readWithFacts(files, pathOf(id)));
    if (read === null || opened.has(id)) return;
    const examined = await reader.examine(id, read.bytes, null, new Set(), migrations);
    if (examined.kind !== 'repaired' || examined.rescue?.kind !== 'old') return;
    const file = fileOf(id);
    file.saw(read.facts, examined.conversation);
    file.repair(examined.conversation, examined.rescue);
    await file.idle();
  }

  /** A file that cannot be read stays as it is, and the next start tries again. */
  async function updateAll(ids: readonly Id[]): Promise<void> {
    for (const id of ids) {
      underWay = update(id).catch((error: unknown) => {
        if (errorCode(error) === null) report(error);
      });
      await underWay;
      await new Promise<void>((resume) => {
        timers.after(restMs, resume);
      });
    }
  }

  return {
    defer(id, examined, hasJournal) {
      if (hasJournal || examined.kind !== 'repaired' || examined.rescue?.kind !== 'old') {
        return false;
      }
      waiting.push(id);
      return true;
    },
    begin() {
      const ids = waiting;
      waiting = [];
      void updateAll(ids);
    },
    underWay: () => underWay,
  };
}
