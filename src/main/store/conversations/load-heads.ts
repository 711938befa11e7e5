import type { ConversationHead, Id } from '../../../shared/model/conversation.ts';
import { eachBounded } from '../../../shared/each-bounded.ts';
import type { StoreParts } from '../parts.ts';
import type { FileFacts } from '../../disk/file-system.ts';
import { writeAtomic } from '../../disk/files.ts';
import { cachedHead, headCacheBytes, readHeadCache, type CachedHead } from './head-cache.ts';

const filesAtOnce = 32;
/** With fewer conversations, or fewer changed ones, reading the files is fast enough. */
const cacheFrom = 200;
/** How long after the start the cache is written (ms). */
const writeAfterMs = 5000;

/** Matches the same ids as the schema, which would be slow for ten thousand names. */
const fileName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(json|journal)$/;

/** What was found for one conversation. `facts` is null if its head may not be cached. */
export interface LoadedHead {
  readonly head: ConversationHead | null;
  readonly facts: FileFacts | null;
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
): Promise<readonly ConversationHead[]> {
  const { ids, journals } = idsIn(names);
  const heads: ConversationHead[] = [];
  const known = new Map<Id, CachedHead>();
  const unknown: Id[] = [];
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
    const facts = all[index] ?? null;
    const head = journals.has(id) ? null : cachedHead(cache, id, facts);
    if (head === null || facts === null) unknown.push(id);
    else {
      heads.push(head);
      known.set(id, { head, facts });
    }
  }
  await eachBounded(unknown, filesAtOnce, async (id) => {
    const { head, facts } = await loadOne(id, journals.has(id));
    if (head !== null) heads.push(head);
    if (head !== null && facts !== null) known.set(id, { head, facts });
  });
  if (isBig && unknown.length >= cacheFrom) {
    timers.after(writeAfterMs, () => {
      // Without the cache, the next start merely takes longer.
      writeAtomic(files, cachePath, [headCacheBytes(known, now())]).catch(() => undefined);
    });
  }
  return heads;
}
