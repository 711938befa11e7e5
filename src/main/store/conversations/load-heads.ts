import type { ConversationHead, Id } from '../../../shared/model/conversation.ts';
import { eachBounded } from '../../../shared/each-bounded.ts';
import type { StoreParts } from '../parts.ts';
import type { FileFacts } from '../../disk/file-system.ts';
import { writeAtomic } from '../../disk/files.ts';
import { cachedHead, headCacheBytes, readHeadCache, type CachedHead } from './head-cache.ts';

const filesAtOnce = 32;
/** How much of a file is read for its head, at its start and at its end, in bytes. */
export const headBytes = 64 * 1024;
/** With fewer conversations, or fewer changed ones, reading the files is fast enough. */
const cacheFrom = 200;
/** How long after the start the cache is written (ms), and after how many upgrades of files. */
const writeAfterMs = 5000;
const upgradesPerWrite = 500;

/** Matches the same ids as the schema, which would be slow for ten thousand names. */
const fileName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(json|journal)$/;

/** What was found for one conversation. `facts` is null if its head may not be cached. */
export interface LoadedHead {
  readonly head: ConversationHead | null;
  readonly facts: FileFacts | null;
  /** True if the file waits to be upgraded. */
  readonly isOld: boolean;
}

/** The heads of all conversations, and what remains to be done for their files. */
export interface LoadedHeads {
  readonly heads: readonly ConversationHead[];
  /** The files of an older version. */
  readonly old: readonly Id[];
  /** Call after each file that was upgraded, with its head and the facts of the new file. */
  readonly noteUpgraded: (head: ConversationHead, facts: FileFacts) => void;
}

/** The conversations and journals among the names in a folder. */
function idsIn(names: readonly string[]): {
  readonly ids: ReadonlySet<Id>;
  readonly journals: ReadonlySet<Id>;
} {
  const ids = new Set<Id>();
  const journals = new Set<Id>();
  for (const name of names) {
    const match = fileName.exec(name);
    const id = match?.[1];
    if (id === undefined) continue;
    ids.add(id);
    if (match?.[2] === 'journal') journals.add(id);
  }
  return { ids, journals };
}

/**
 * Loads the heads of all conversations in `directory`. For files that have not changed since they
 * were last read, the cache at `cachePath` is used. `loadOne` reads the rest.
 */
export async function loadHeads(
  { files, timers, now }: StoreParts,
  directory: string,
  cachePath: string,
  names: readonly string[],
  loadOne: (id: Id, hasJournal: boolean) => Promise<LoadedHead>,
): Promise<LoadedHeads> {
  const { ids, journals } = idsIn(names);
  const heads: ConversationHead[] = [];
  const known = new Map<Id, CachedHead>();
  const unknown: Id[] = [];
  const old: Id[] = [];
  const isBig = ids.size >= cacheFrom;
  const cache = isBig ? await readHeadCache(files, cachePath) : new Map<Id, CachedHead>();
  const list = [...ids];
  const all =
    cache.size > 0
      ? await files.factsOf(
          directory,
          list.map((id) => `${id}.json`),
        )
      : [];
  for (const [index, id] of list.entries()) {
    const cached = journals.has(id) ? null : cachedHead(cache, id, all[index] ?? null);
    if (cached === null) unknown.push(id);
    else {
      heads.push(cached.head);
      known.set(id, cached);
      if (cached.isOld) old.push(id);
    }
  }
  await eachBounded(unknown, filesAtOnce, async (id) => {
    const { head, facts, isOld } = await loadOne(id, journals.has(id));
    if (isOld) old.push(id);
    if (head !== null) heads.push(head);
    if (head !== null && facts !== null) known.set(id, { head, facts, isOld });
  });
  const write = (): void => {
    // Without the cache, the next start merely takes longer.
    writeAtomic(files, cachePath, [headCacheBytes(known, now())]).catch(() => undefined);
  };
  if (isBig && unknown.length >= cacheFrom) timers.after(writeAfterMs, write);
  let upgrades = 0;
  return {
    heads,
    old,
    noteUpgraded(head, facts) {
      known.set(head.id, { head, facts, isOld: false });
      upgrades += 1;
      if (isBig && upgrades % upgradesPerWrite === 0) write();
    },
  };
}
