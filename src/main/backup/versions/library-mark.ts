import { join } from 'node:path';
import * as z from 'zod';
import { conversationVersion } from '../../../shared/model/versions/conversation-version.ts';
import { orNullIfMissing, type FileSystem } from '../../disk/file-system.ts';
import { readWhole, writeAtomic } from '../../disk/files.ts';
import { parseJson } from '../../disk/json-text.ts';
import { isBackupFile } from '../backup-folder.ts';

/**
 * The form of the whole data folder, as docs/storage.md numbers it. It is raised with the version of
 * conversations.
 */
export const libraryFormat: number = conversationVersion;

/** The file's name in the data folder. */
export const markName = 'library.json';
const stateSchema = z.object({
  /** {@link libraryFormat} of the Parley that used the folder last. */
  format: z.number().int().positive(),
  /** Its version, which is shown. */
  parley: z
    .string()
    .regex(/^[\w.+-]{1,100}$/)
    .catch('unknown'),
});
const markSchema = stateSchema.extend({
  /** Everything is to be deleted before anything else, see `delete-all.ts`. */
  deleting: z.literal(true).optional().catch(undefined),
  /**
   * The folder goes back to this backup before anything else, and is then as `to` says. It is there
   * while a migration runs, and while a restore does: whatever ends them, they end there.
   */
  goingBack: z
    // The name of a file in the folder of backups, and nothing that leads out of it.
    .object({ backup: z.string().refine(isBackupFile), to: stateSchema })
    .optional()
    .catch(undefined),
});

/** Which Parley used the data folder last: `library.json`. */
export type LibraryMark = z.infer<typeof markSchema>;

/** The mark of a folder; null if there is none, or none that can be understood. Throws Node's error. */
export async function readMark(files: FileSystem, root: string): Promise<LibraryMark | null> {
  const bytes = await orNullIfMissing(readWhole(files, join(root, markName)));
  if (bytes === null) return null;
  const parsed = parseJson(bytes);
  return parsed.kind === 'value' ? (markSchema.safeParse(parsed.value).data ?? null) : null;
}

/** Replaces the mark, durably. Throws Node's error. */
export async function writeMark(files: FileSystem, root: string, mark: LibraryMark): Promise<void> {
  const text = JSON.stringify({ version: 1, ...mark }, undefined, 2);
  await writeAtomic(files, join(root, markName), [Buffer.from(`${text}\n`)]);
}
