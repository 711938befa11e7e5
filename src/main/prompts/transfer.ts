import { basename } from 'node:path';
import { expected } from '../../shared/expected.ts';
import type { ImportedPrompts } from '../../shared/model/prompts/imported.ts';
import type { Prompt, Prompts } from '../../shared/model/prompts/prompt.ts';
import { writeFileAtomic } from '../disk/atomic-file.ts';
import { errorCode, type FileSystem } from '../disk/file-system.ts';
import { readWhole } from '../disk/files.ts';
import type { PromptDialogs, PromptsFilePort } from './ports.ts';
import { exportedPrompts, largestFile, readPromptFile } from './prompt-file.ts';

/** Dependencies of importing and exporting prompts. */
export interface TransferRooms {
  readonly file: PromptsFilePort;
  readonly files: FileSystem;
  readonly dialogs: PromptDialogs;
  readonly newId: () => string;
}

const key = ({ name, folder, text }: Omit<Prompt, 'id'>): string =>
  JSON.stringify([name, folder, text]);

/**
 * Adds the prompts of a file that the person chooses, each once; those that are here already are not
 * added again. `check` throws if they are too many. Null if the person chose none.
 */
export async function importPrompts(
  { file, files, dialogs, newId }: TransferRooms,
  check: (prompts: Prompts) => Prompts,
): Promise<ImportedPrompts | null> {
  const path = await dialogs.choosePrompts();
  if (path === null) return null;
  const { size, isFile } = await files.facts(path).catch(() => ({ size: 0, isFile: false }));
  if (!isFile) throw expected('import_file_gone', {});
  if (size > largestFile) throw expected('prompts_too_long', {});
  const read = readPromptFile(await readWhole(files, path));
  let added = 0;
  await file.update((before) => {
    const known = new Set(before.map(key));
    const fresh = read.prompts.filter((prompt) => {
      const { size } = known;
      return known.add(key(prompt)).size > size;
    });
    added = fresh.length;
    return check([...before, ...fresh.map((prompt) => ({ ...prompt, id: newId() }))]);
  });
  return { added, known: read.prompts.length - added, skipped: read.skipped };
}

/** Writes all prompts to a file that the person names. False if the person named none. */
export async function exportPrompts({ file, files, dialogs }: TransferRooms): Promise<boolean> {
  const path = await dialogs.chooseTarget('Prompts.parley-prompts.json');
  if (path === null) return false;
  const text = exportedPrompts(file.read());
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(text));
  }
  try {
    await writeFileAtomic(files, path, chunks(), new AbortController().signal);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw expected('file_not_saved_there', { name: basename(path) });
  }
  return true;
}
