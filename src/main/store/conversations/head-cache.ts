import { createHash } from 'node:crypto';
import * as z from 'zod';
import {
  conversationVersion,
  type ConversationHead,
  type Id,
} from '../../../shared/model/conversation.ts';
import { sameFile, type FileFacts, type FileSystem } from '../../disk/file-system.ts';
import { readWhole } from '../../disk/files.ts';

/** Raised when the format of the cache changes; an older cache is then rebuilt. */
const cacheVersion = `2.${conversationVersion}`;

/**
 * Some file systems store times in steps of two seconds, so a recently written file may change
 * again unnoticed (ms).
 */
const youngMs = 3000;

/** A head, and the state of the file that it was read from. */
export interface CachedHead {
  readonly head: ConversationHead;
  readonly facts: FileFacts;
  /** True if the file is of an older version and waits to be upgraded. */
  readonly isOld: boolean;
}

/** Heads by conversation, from files that were sound when last read in full. */
export type HeadCache = ReadonlyMap<Id, CachedHead>;

const cacheSchema = z.object({
  version: z.literal(cacheVersion),
  entries: z.array(
    z.tuple([z.number(), z.number(), z.string(), z.boolean(), z.looseObject({ id: z.string() })]),
  ),
});

/**
 * The cache as stored on disk: the SHA-256 of the rest, then JSON. It saves reading unchanged files
 * at start. The files remain the source of truth, and the cache can be deleted at any time.
 */
export function headCacheBytes(cache: HeadCache, now: number): Buffer {
  const entries = [...cache.values()].flatMap(({ head, facts, isOld }) =>
    now - facts.changedMs < youngMs
      ? []
      : [[facts.size, facts.changedMs, facts.inode, isOld, head]],
  );
  const content = JSON.stringify({ version: cacheVersion, entries });
  return Buffer.from(`${createHash('sha256').update(content).digest('hex')}\n${content}`);
}

/** Reads the cache; empty if it is missing or anything is wrong with it. */
export async function readHeadCache(files: FileSystem, path: string): Promise<HeadCache> {
  const cache = new Map<Id, CachedHead>();
  try {
    const bytes = await readWhole(files, path);
    const content = bytes.subarray(65);
    const hash = createHash('sha256').update(content).digest('hex');
    if (bytes.subarray(0, 64).toString('latin1') !== hash) return cache;
    // The hash covers every head, and each was valid when it was written.
    const parsed = JSON.parse(content.toString('utf8')) as z.infer<typeof cacheSchema>;
    if (!cacheSchema.shape.version.safeParse(parsed.version).success) return cache;
    for (const [size, changedMs, inode, isOld, head] of parsed.entries) {
      const facts = { size, changedMs, inode, links: 1, isFile: true };
      cache.set(head.id, { head: head as unknown as ConversationHead, facts, isOld });
    }
    return cache;
  } catch {
    // This is only a cache: without it, the files are read.
    return new Map();
  }
}

/** What is cached of a file if the file has not changed; otherwise null. */
export function cachedHead(cache: HeadCache, id: Id, facts: FileFacts | null): CachedHead | null {
  const cached = cache.get(id);
  return cached === undefined || facts === null || !sameFile(cached.facts, facts) ? null : cached;
}
