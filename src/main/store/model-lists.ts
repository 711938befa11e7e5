import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { FileSystem } from '../disk/file-system.ts';
import { readWhole, writeAtomic } from '../disk/files.ts';
import type { KeptModelList, ModelListsPort } from '../providers/ports.ts';

/** Raised when the format changes; an older file is then made anew. */
const listsVersion = '1';

/** The most lists that are kept, and their size (bytes); the oldest is forgotten first. */
const maxLists = 50;
const maxBytes = 16 * 1024 * 1024;
/** The largest file that is read (bytes); Parley writes none that is larger. */
const maxFileBytes = maxBytes + 100_000;

const factsShape = {
  vision: z.boolean().optional(),
  tools: z.boolean().optional(),
  reasoning: z.boolean().optional(),
  contextTokens: z.number().optional(),
};
const priceSchema = z.object({
  prompt: z.number(),
  completion: z.number(),
  cached: z.number().optional(),
});
const listSchema = z.object({
  baseUrl: z.string(),
  models: z.array(
    z.object({
      id: z.string().min(1).max(500),
      name: z.string().max(200).optional(),
      price: priceSchema.optional(),
      ...factsShape,
    }),
  ),
});
const fileSchema = z.object({
  version: z.literal(listsVersion),
  lists: z.array(z.tuple([z.string(), listSchema])),
});

type Lists = ReadonlyMap<string, KeptModelList>;

/** The lists as they are on disk: the SHA-256 of the rest, then JSON. */
function bytesOf(lists: Lists): Buffer {
  const content = JSON.stringify({ version: listsVersion, lists: [...lists] });
  return Buffer.from(`${createHash('sha256').update(content).digest('hex')}\n${content}`);
}

/** Takes out the oldest lists beyond the limits. */
function trim(lists: Map<string, KeptModelList>): void {
  let count = 0;
  let bytes = 0;
  for (const [providerId, list] of [...lists].toReversed()) {
    count += 1;
    bytes += Buffer.byteLength(JSON.stringify(list));
    if (count > maxLists || bytes > maxBytes) lists.delete(providerId);
  }
}

/** Makes a list the newest. Returns whether it is another one than before. */
function put(lists: Map<string, KeptModelList>, providerId: string, list: KeptModelList): boolean {
  const isSame = isDeepStrictEqual(lists.get(providerId), list);
  lists.delete(providerId);
  lists.set(providerId, list);
  if (!isSame) trim(lists);
  return !isSame;
}

async function readLists(files: FileSystem, path: string): Promise<Map<string, KeptModelList>> {
  try {
    if ((await files.facts(path)).size > maxFileBytes) return new Map();
    const bytes = await readWhole(files, path);
    const content = bytes.subarray(65);
    const hash = createHash('sha256').update(content).digest('hex');
    if (bytes.subarray(0, 64).toString('latin1') !== hash) return new Map();
    const parsed = fileSchema.safeParse(JSON.parse(content.toString('utf8')));
    return new Map(parsed.success ? (parsed.data.lists as [string, KeptModelList][]) : []);
  } catch {
    // This is only a cache: without it, the servers are asked.
    return new Map();
  }
}

/** The kept lists, with what only the store uses. */
export interface ModelListsFile extends ModelListsPort {
  /** Resolves when no write is running. */
  flush(): Promise<void>;
}

/**
 * Opens the cache of model lists. It is read on first use. A list can be asked for again at any
 * time, so a file that is missing, broken or by a newer Parley counts as empty, and a failed write
 * is not reported.
 */
export function openModelLists(files: FileSystem, path: string): ModelListsFile {
  let reading: Promise<Map<string, KeptModelList>> | null = null;
  const lists = (): Promise<Map<string, KeptModelList>> => (reading ??= readLists(files, path));
  let last: Promise<void> = Promise.resolve();

  /** Writes the lists if `apply` returns that it has changed something. */
  function change(apply: (lists: Map<string, KeptModelList>) => boolean): void {
    last = last
      .then(async () => {
        const all = await lists();
        if (apply(all)) await writeAtomic(files, path, [bytesOf(all)]);
      })
      .catch(() => undefined);
  }

  return {
    read: async (providerId) => (await lists()).get(providerId) ?? null,
    keep: (providerId, list) => change((all) => put(all, providerId, list)),
    forget: (providerId) => change((all) => all.delete(providerId)),
    flush: () => last,
  };
}
