import type { Id } from '../../../shared/model/conversation.ts';
import { errorCode, orNullIfMissing } from '../../disk/file-system.ts';
import { glimpse, readWithFacts } from '../../disk/files.ts';
import { jsonPath } from '../../disk/json-file.ts';
import type { StoreParts } from '../parts.ts';
import type { Rescue } from './conversation-file.ts';
import type { Examined } from './examine.ts';
import { headBytes, type LoadedHeads } from './load-heads.ts';
import { parseHead } from './parse-conversation.ts';
import type { Writers } from './writers.ts';

/**
 * The rest after each file (ms). Nobody waits for an upgrade, and right after a start the window and
 * the index need the processor and the disk.
 */
const restMs = 20;

/** Files of an older version that are upgraded in the background, without delaying the start. */
export interface FileUpdates {
  /** Upgrades these files one by one. Call when the start is over. */
  begin(ids: readonly Id[], noteUpgraded: LoadedHeads['noteUpgraded']): void;
  /** Resolves when the file being upgraded has been written. */
  underWay(): Promise<void>;
}

type Old = Extract<Examined, { kind: 'repaired' }> & { readonly rescue: Rescue };

/** True for a file that can wait because only its version is old. */
export function canWait(examined: Examined): examined is Old {
  return examined.kind === 'repaired' && examined.rescue?.kind === 'old';
}

/** A file with a writer is upgraded by whoever opened it. */
export function createFileUpdates(parts: StoreParts, writers: Writers): FileUpdates {
  const { files, migrations, reader, report, timers } = parts;
  const { opened, fileOf, homeOf, noteLeft } = writers;
  let underWay: Promise<void> = Promise.resolve();

  async function update(id: Id, noteUpgraded: LoadedHeads['noteUpgraded']): Promise<void> {
    if (opened.has(id)) return;
    const path = jsonPath(homeOf(id));
    const read = await orNullIfMissing(readWithFacts(files, path));
    if (read === null || opened.has(id)) return;
    const examined = await reader.examine(id, read.bytes, null, new Set(), migrations);
    if (!canWait(examined) || opened.has(id)) return;
    const file = fileOf(id);
    file.saw(read.facts, examined.conversation);
    file.repair(examined.conversation, examined.rescue);
    // Nobody else has it in memory. Whoever opens it from now on takes the writer over.
    noteLeft(id);
    await file.idle();
    // From the file, because whoever opened it meanwhile may have changed its head.
    const seen = await glimpse(files, path, 0, headBytes);
    const head = parseHead(seen.start, seen.end, id);
    if (head !== null) noteUpgraded(head, seen.facts);
  }

  /** A file that cannot be read stays as it is, and the next start tries again. */
  async function updateAll(
    ids: readonly Id[],
    noteUpgraded: LoadedHeads['noteUpgraded'],
  ): Promise<void> {
    for (const id of ids) {
      underWay = update(id, noteUpgraded).catch((error: unknown) => {
        if (errorCode(error) === null) report(error);
      });
      await underWay;
      await new Promise<void>((resume) => {
        timers.after(restMs, resume);
      });
    }
  }

  return {
    begin(ids, noteUpgraded) {
      void updateAll(ids, noteUpgraded);
    },
    underWay: () => underWay,
  };
}
