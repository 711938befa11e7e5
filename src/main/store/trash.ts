import { join } from 'node:path';
import { idSchema, type Id } from '../../shared/conversation.ts';
import { orNullIfMissing, type FileSystem } from './file-system.ts';
import { removeLeftovers } from './files.ts';
import type { JsonFilePlace } from './json-file.ts';

const keepMs = 30 * 24 * 60 * 60 * 1000;
const trashedName = /^([0-9a-f-]{36})\.(\d+)\.(?:json|journal)$/;

/** Where a conversation's file goes when it is deleted at `now` (epoch ms). */
export function trashPlace(directory: string, id: Id, now: number): JsonFilePlace {
  return { directory, name: `${id}.${now}` };
}

/** The place of the conversation deleted last under this id; null if there is none. Throws Node's error. */
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

/** Deletes for good what has been in the trash for 30 days, with its draft. What cannot be deleted waits for the next start. */
export async function purgeTrash(
  files: FileSystem,
  directory: string,
  drafts: string,
  now: number,
): Promise<void> {
  const names = await files.list(directory).catch(() => []);
  await removeLeftovers(files, directory, names);
  for (const name of names) {
    const match = trashedName.exec(name);
    if (match === null || !idSchema.safeParse(match[1]).success) continue;
    if (now - Number(match[2]) < keepMs) continue;
    await files.unlink(join(directory, name)).catch(() => undefined);
    await files.unlink(join(drafts, `${match[1]}.json`)).catch(() => undefined);
  }
}

/**
 * A conversation's file moves first and its journal after it. Where death came in between, the journal
 * is brought to its file: into the trash, or back from it. Takes and returns the names in
 * `conversations`. What cannot be moved now is left out and tried again at the next start.
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
      // The text in it waits in the trash.
    }
  }
  return [...present];
}
