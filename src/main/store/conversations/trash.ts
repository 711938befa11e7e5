import { join } from 'node:path';
import { idSchema, type Id } from '../../../shared/model/conversation.ts';
import { trashDays, type TrashedConversation } from '../../../shared/model/trash.ts';
import { eachBounded } from '../../../shared/each-bounded.ts';
import { orNullIfMissing, type FileSystem } from '../../disk/file-system.ts';
import { glimpse, readWhole, removeLeftovers } from '../../disk/files.ts';
import { jsonPath, type JsonFilePlace } from '../../disk/json-file.ts';
import type { StoreParts } from '../parts.ts';
import { parseHead } from './parse-conversation.ts';

const keepMs = trashDays * 24 * 60 * 60 * 1000;
const trashedName = /^([0-9a-f-]{36})\.(\d{1,15})\.(?:json|journal)$/;
const headBytes = 64 * 1024;
const filesAtOnce = 16;

/** Where a conversation's file goes when it is deleted at `now` (epoch ms). */
export function trashPlace(directory: string, id: Id, now: number): JsonFilePlace {
  return { directory, name: `${id}.${now}` };
}

/**
 * The place of the conversation last deleted under this id; null if there is none. Throws Node's
 * error.
 */
export async function findInTrash(
  files: FileSystem,
  directory: string,
  id: Id,
): Promise<JsonFilePlace | null> {
  return placeIn(directory, id, (await orNullIfMissing(files.list(directory))) ?? []);
}

function placeIn(directory: string, id: Id, names: readonly string[]): JsonFilePlace | null {
  const times = names.flatMap((name) => {
    const match = trashedName.exec(name);
    return match?.[1] === id && name.endsWith('.json') ? [Number(match[2])] : [];
  });
  return times.length === 0 ? null : trashPlace(directory, id, Math.max(...times));
}

/**
 * Permanently deletes what has been in the trash for 30 days, and the draft if the conversation
 * exists nowhere else. What cannot be deleted is left for the next time. `isThere`: a conversation
 * with this id is not deleted.
 */
export async function purgeTrash(
  files: FileSystem,
  directory: string,
  drafts: string,
  now: number,
  isThere: (id: Id) => boolean,
): Promise<void> {
  const names = await files.list(directory).catch(() => []);
  await removeLeftovers(files, directory, names);
  for (const name of names) {
    const [, id, time] = trashedName.exec(name) ?? [];
    if (id === undefined || !idSchema.safeParse(id).success) continue;
    if (now - Number(time) < keepMs) continue;
    await files.unlink(join(directory, name)).catch(() => undefined);
    if (!isThere(id)) await files.unlink(join(drafts, `${id}.json`)).catch(() => undefined);
  }
}

/** The id in a key; null if there is none. */
export function idInKey(key: string): Id | null {
  const id = trashedName.exec(`${key}.json`)?.[1];
  return id !== undefined && idSchema.safeParse(id).success ? id : null;
}

/** Reads only the head of a large file; null if it cannot be read or understood. */
async function titleOf(
  { files, reader }: Pick<StoreParts, 'files' | 'reader'>,
  path: string,
  id: Id,
): Promise<string | null> {
  try {
    const seen = await glimpse(files, path, headBytes, headBytes);
    const end = seen.whole ? seen.start.subarray(-16) : seen.end;
    const head = parseHead(seen.start, end, id);
    if (head !== null) return head.title;
    const bytes = seen.whole ? seen.start : await readWhole(files, path);
    const parsed = await reader.parse(bytes, id);
    return parsed.kind === 'unreadable' ? null : parsed.conversation.title;
  } catch {
    // It can still be restored or deleted, which will report the reason.
    return null;
  }
}

/**
 * The contents of the trash, most recently deleted first. Throws Node's error if the folder cannot
 * be read.
 */
export async function listTrash(
  parts: Pick<StoreParts, 'files' | 'reader'>,
  directory: string,
): Promise<readonly TrashedConversation[]> {
  const { files } = parts;
  const names = (await orNullIfMissing(files.list(directory))) ?? [];
  const listed: TrashedConversation[] = [];
  await eachBounded(names, filesAtOnce, async (name) => {
    const key = name.endsWith('.json') ? name.slice(0, -'.json'.length) : '';
    const id = idInKey(key);
    if (id === null) return;
    const time = Number(key.slice(id.length + 1));
    listed.push({
      key,
      id,
      title: await titleOf(parts, jsonPath({ directory, name: key }), id),
      deletedAt: new Date(time).toISOString(),
      goneAt: new Date(time + keepMs).toISOString(),
    });
  });
  return listed.sort((a, b) =>
    a.deletedAt === b.deletedAt ? (a.key < b.key ? -1 : 1) : a.deletedAt < b.deletedAt ? 1 : -1,
  );
}

/**
 * Permanently deletes one conversation. The file goes last, so that a failed deletion leaves it
 * listed. Throws Node's error.
 */
export async function removeFromTrash(
  files: FileSystem,
  directory: string,
  key: string,
): Promise<void> {
  await orNullIfMissing(files.unlink(join(directory, `${key}.journal`)));
  await orNullIfMissing(files.unlink(jsonPath({ directory, name: key })));
}

/**
 * A conversation's file is moved first and its journal second. If the program died in between, this
 * moves the journal after its file, into the trash or back. Takes and returns the names in
 * `conversations`. What cannot be moved now is left out and retried at the next start.
 */
export async function completeMoves(
  files: FileSystem,
  conversations: string,
  trash: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const present = new Set(names);
  const trashed = (await orNullIfMissing(files.list(trash)).catch(() => null)) ?? [];
  const inTrash = new Set(trashed);
  for (const name of names) {
    const id = name.endsWith('.journal') ? name.slice(0, -'.journal'.length) : null;
    if (id === null || present.has(`${id}.json`)) continue;
    const place = placeIn(trash, id, trashed);
    if (place === null) continue;
    present.delete(name);
    const target = join(trash, `${place.name}.journal`);
    await files.rename(join(conversations, name), target).catch(() => undefined);
  }
  for (const name of trashed) {
    const match = trashedName.exec(name);
    if (match === null || !name.endsWith('.journal')) continue;
    const [, id, time] = match;
    const home = `${id}.journal`;
    if (inTrash.has(`${id}.${time}.json`) || !present.has(`${id}.json`) || present.has(home)) {
      continue;
    }
    try {
      await files.rename(join(trash, name), join(conversations, home));
      present.add(home);
    } catch {
      // Its text waits in the trash.
    }
  }
  return [...present];
}
