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
  const names = (await orNullIfMissing(files.list(directory))) ?? [];
  const times = names.flatMap((name) => {
    const match = trashedName.exec(name);
    return match?.[1] === id ? [Number(match[2])] : [];
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
