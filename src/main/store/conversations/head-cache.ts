import { createHash } from 'node:crypto';
import * as z from 'zod';
import {
  conversationVersion,
  type ConversationHead,
  type Id,
} from '../../../shared/model/conversation.ts';
import { sameFile, type FileFacts, type FileSystem } from '../../disk/file-system.ts';
import { readWhole } from '../../disk/files.ts';

/** Raised when the shape of the cache changes; an older one is then made anew. */
const cacheVersion = `1.${conversationVersion}`;

/** Some file systems tell times by two seconds: what was written just before may change again unseen; ms. */
const youngMs = 3000;

/** A head, and the state of the file that it was read from. */
export interface CachedHead {
  readonly head: ConversationHead;
  readonly facts: FileFacts;
}

/** Heads by conversation, of files that were sound when they were last read in full. */
export type HeadCache = ReadonlyMap<Id, CachedHead>;

const cacheSchema = z.object({
  version: z.literal(cacheVersion),
  entries: z.array(
    z.tuple([z.number(), z.number(), z.string(), z.looseObject({ id: z.string() })]),
  ),
});

/**
 * The cache as it lies on the disk: the SHA-256 of the rest, then JSON. It saves a start the reading of
 * files that have not changed; the files stay the truth, and it can be deleted at any time.
 */
export function headCacheBytes(cache: HeadCache, now: number): Buffer {
  const entries = [...cache.values()].flatMap(({ head, facts }) =>
    now - facts.changedMs < youngMs ? [] : [[facts.size, facts.changedMs, facts.inode, head]],
  );
  const content = JSON.stringify({ version: cacheVersion, entries });
  return Buffer.from(`${createHash('sha256').update(content).digest('hex')}\n${content}`);
}

/** Reads the cache; empty if there is none or anything is wrong with it. */
export async function readHeadCache(files: FileSystem, path: string): Promise<HeadCache> {
  const cache = new Map<Id, CachedHead>();
  try {
    const bytes = await readWhole(files, path);
    const content = bytes.subarray(65);
    const hash = createHash('sha256').update(content).digest('hex');
    if (bytes.subarray(0, 64).toString('latin1') !== hash) return cache;
    // The hash vouches for every head: it was valid when it was written.
    const parsed = JSON.parse(content.toString('utf8')) as z.infer<typeof cacheSchema>;
    if (!cacheSchema.shape.version.safeParse(parsed.version).success) return cache;
    for (const [size, changedMs, inode, head] of parsed.entries) {
      const facts = { size, changedMs, inode, links: 1, isFile: true };
      cache.set(head.id, { head: head as unknown as ConversationHead, facts });
    }
    return cache;
  } catch {
    // It is only a cache: without it, the files are read.
    return new Map();
  }
}

/** The cached head of a file that is still the same; null for any other. */
export function cachedHead(
  cache: HeadCache,
  id: Id,
  facts: FileFacts | null,
): ConversationHead | null {
  const cached = cache.get(id);
  if (cached === undefined || facts === null || !sameFile(cached.facts, facts)) return null;
  return cached.head;
}
