import { join } from 'node:path';
import { orNullIfMissing, type FileFacts, type FileSystem } from '../disk/file-system.ts';

const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * The parts of the data folder that belong in a backup, by folder. Excluded are keys and tokens,
 * what can be rebuilt (the library's index) and files being written (names with a leading dot).
 */
const folders: readonly { readonly name: string; readonly file: RegExp }[] = [
  { name: 'conversations', file: new RegExp(`^${id}\\.(?:json|journal)$`) },
  { name: 'attachments', file: /^[0-9a-f]{64}$/ },
  { name: 'drafts', file: new RegExp(`^(?:${id}|new)\\.json$`) },
  { name: 'trash', file: new RegExp(`^${id}\\.\\d+\\.(?:json|journal)$`) },
  { name: 'quarantine', file: /^[\w-][\w.-]{0,200}$/ },
  { name: 'before-update', file: /^[\w-][\w.-]{0,200}$/ },
];
const smallFiles: readonly string[] = [
  'settings.json',
  'tools.json',
  'assistants.json',
  'prompts.json',
];

/**
 * True for a name (with `/`) that our backups may contain: a restore never writes anything else.
 */
export function isBackupName(name: string): boolean {
  if (smallFiles.includes(name)) return true;
  const [folder, file, ...rest] = name.split('/');
  if (file === undefined || rest.length > 0) return false;
  return folders.some((each) => each.name === folder && each.file.test(file));
}

/** The id in `conversations/<id>.json`; null for any other name. */
export function conversationIdOf(name: string): string | null {
  const match = /^conversations\/(.{36})\.json$/.exec(name);
  return match?.[1] ?? null;
}

/** A file that belongs in a backup. */
export interface Content {
  /** Relative to the data folder, with `/`. */
  readonly name: string;
  readonly facts: FileFacts;
}

/** The names that belong in a backup and may be there. */
async function* namesIn(files: FileSystem, root: string): AsyncGenerator<string> {
  yield* smallFiles;
  for (const { name: folder, file } of folders) {
    const names = (await orNullIfMissing(files.list(join(root, folder)))) ?? [];
    for (const name of names.toSorted()) if (file.test(name)) yield `${folder}/${name}`;
  }
}

async function* contentsOf(files: FileSystem, root: string): AsyncGenerator<Content> {
  for await (const name of namesIn(files, root)) {
    const facts = await orNullIfMissing(files.facts(join(root, name)));
    if (facts?.isFile === true) yield { name, facts };
  }
}

/** Lists what to back up in a data folder. Throws Node's error if a folder cannot be read. */
export async function listContents(files: FileSystem, root: string): Promise<readonly Content[]> {
  const contents: Content[] = [];
  for await (const content of contentsOf(files, root)) contents.push(content);
  return contents;
}

/** Whether there is anything to back up. Looks no further than the first file. Throws Node's error. */
export async function hasContents(files: FileSystem, root: string): Promise<boolean> {
  return (await contentsOf(files, root).next()).done !== true;
}
