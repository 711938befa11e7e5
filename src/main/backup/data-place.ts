import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import * as z from 'zod';
import { lazy } from '../../shared/lazy.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { writeAtomic } from '../disk/files.ts';

/**
 * A file in the folder where Parley looks first; it names the folder that the data was moved to.
 */
const fileName = 'data-folder.json';
const placeSchema = lazy(() => z.object({ folder: z.string().min(1) }));

/**
 * Where the data is. `missing`: it was moved to a folder that does not exist now, for example on a
 * disconnected disk.
 */
export type DataPlace =
  | { readonly kind: 'here' }
  | { readonly kind: 'moved'; readonly folder: string }
  | { readonly kind: 'missing'; readonly folder: string };

/** Finds the data, synchronously: nothing can start before that is known. Never throws. */
export function findDataPlace(first: string): DataPlace {
  let text: string;
  try {
    text = readFileSync(join(first, fileName), 'utf8');
  } catch {
    return { kind: 'here' };
  }
  let folder: string | undefined;
  try {
    folder = placeSchema().safeParse(JSON.parse(text)).data?.folder;
  } catch {
    // Not JSON: it is not ours, or damaged. The data next to it is the best guess.
  }
  if (folder === undefined || !isAbsolute(folder)) return { kind: 'here' };
  return existsSync(folder) ? { kind: 'moved', folder } : { kind: 'missing', folder };
}

/** Makes Parley use `folder` from the next start on. Throws Node's error. */
export async function setDataPlace(
  files: FileSystem,
  first: string,
  folder: string,
): Promise<void> {
  const text = JSON.stringify({ folder }, undefined, 2);
  await writeAtomic(files, join(first, fileName), [Buffer.from(`${text}\n`)]);
}
