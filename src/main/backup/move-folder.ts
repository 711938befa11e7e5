import { createHash } from 'node:crypto';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { MoveReport } from '../../shared/model/backups.ts';
import { expected } from '../../shared/expected.ts';
import {
  errorCode,
  orNullIfMissing,
  sameFile,
  type FileFacts,
  type FileSystem,
} from '../disk/file-system.ts';
import { writeAll } from '../disk/files.ts';
import { ownFiles, ownFolders } from '../disk/own-names.ts';

const blockSize = 1024 * 1024;
/** How many times the copy is repeated while files change; after that, something else is wrong. */
const maxPasses = 10;

export interface MoveOptions {
  readonly files: FileSystem;
  /** The data folder. */
  readonly from: string;
  /** Its new place: empty, or not existing yet. */
  readonly to: string;
  /** Writes what is in memory to disk. */
  readonly flush: () => Promise<void>;
  readonly signal: AbortSignal;
  /** In bytes. */
  readonly onProgress: (done: number, total: number) => void;
}

type Contents = ReadonlyMap<string, FileFacts>;

async function contentsOf(files: FileSystem, root: string): Promise<Contents> {
  const contents = new Map<string, FileFacts>();
  async function add(name: string): Promise<void> {
    const facts = await orNullIfMissing(files.facts(join(root, name)));
    if (facts?.isFile === true) contents.set(name, facts);
  }
  for (const name of ownFiles) await add(name);
  for (const folder of ownFolders) {
    const names = (await orNullIfMissing(files.list(join(root, folder)))) ?? [];
    for (const name of names) if (!name.startsWith('.')) await add(join(folder, name));
  }
  return contents;
}

/** Throws an ExpectedError if the folder cannot be the new place. */
async function checkPlace(files: FileSystem, from: string, to: string): Promise<void> {
  const way = relative(resolve(from), resolve(to));
  if (way === '' || (!way.startsWith('..') && !way.startsWith(sep) && !/^[A-Za-z]:/.test(way))) {
    throw expected('folder_inside', {});
  }
  const names = (await orNullIfMissing(files.list(to))) ?? [];
  if (names.some((name) => !name.startsWith('.'))) {
    throw expected('folder_not_empty', {});
  }
}

async function hashOf(files: FileSystem, path: string, block: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  const file = await files.open(path, 'r');
  try {
    for (let position = 0; ;) {
      const count = await file.read(block, position);
      if (count === 0) return hash.digest('hex');
      hash.update(block.subarray(0, count));
      position += count;
    }
  } finally {
    await file.close();
  }
}

/** Copies one file, makes it durable, and reads it back to compare; all through `block`. */
async function copyFile(
  files: FileSystem,
  from: string,
  to: string,
  block: Uint8Array,
): Promise<void> {
  const hash = createHash('sha256');
  await files.makeDirectory(dirname(to));
  await orNullIfMissing(files.unlink(to));
  const source = await files.open(from, 'r');
  try {
    const target = await files.open(to, 'wx');
    try {
      for (let position = 0; ;) {
        const count = await source.read(block, position);
        if (count === 0) break;
        const bytes = block.subarray(0, count);
        hash.update(bytes);
        await writeAll(target, bytes);
        position += count;
      }
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  if ((await hashOf(files, to, block)) !== hash.digest('hex')) {
    throw expected('copy_differs', { path: from });
  }
}

/** A copied data folder. */
export interface CopiedFolder {
  readonly report: MoveReport;
  /**
   * Copies what has changed since, for the last writes of a program that quits. Throws like
   * {@link copyDataFolder}.
   */
  catchUp(): Promise<void>;
}

/**
 * Copies the data folder to a new place and compares every byte there. The old folder stays as it
 * is: the caller switches to the new one only after this has resolved. On failure or cancel the
 * copies are removed. Throws ExpectedErrors, Node's errors and the signal's reason.
 */
export async function copyDataFolder(options: MoveOptions): Promise<CopiedFolder> {
  const { files, from, to, signal, onProgress } = options;
  await checkPlace(files, from, to);
  // The copy is private from the first file on.
  await files.makeDirectory(to);
  await files.closeToOthers([to]);
  // One buffer for all files, because they are copied one after the other and a new one each time
  // would be wasteful.
  const block = Buffer.allocUnsafe(blockSize);
  const copied = new Map<string, FileFacts>();
  /** Files that may have been copied at least partly. */
  const begun = new Set<string>();
  let done = 0;

  async function copyOne(name: string, facts: FileFacts): Promise<boolean> {
    const before = copied.get(name);
    if (before !== undefined && sameFile(before, facts)) return false;
    begun.add(name);
    try {
      await copyFile(files, join(from, name), join(to, name), block);
    } catch (error) {
      // It disappeared after it was listed; the next pass removes its partial copy.
      if (errorCode(error) !== 'ENOENT') throw error;
    }
    copied.set(name, facts);
    done += facts.size;
    return true;
  }

  /** Resolves to whether anything had changed since the last pass. */
  async function pass(contents: Contents, cancel: AbortSignal | null): Promise<boolean> {
    let changed = false;
    const total = [...contents.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [name, facts] of contents) {
      cancel?.throwIfAborted();
      if (!(await copyOne(name, facts))) continue;
      changed = true;
      onProgress(Math.min(total, done), total);
    }
    for (const name of copied.keys()) {
      if (contents.has(name)) continue;
      changed = true;
      await orNullIfMissing(files.unlink(join(to, name)));
      copied.delete(name);
    }
    return changed;
  }

  async function passes(cancel: AbortSignal | null): Promise<void> {
    for (let count = 0; count < maxPasses; count += 1) {
      await options.flush();
      if (await pass(await contentsOf(files, from), cancel)) continue;
      const folders = new Set([...copied.keys()].map((name) => dirname(join(to, name))));
      for (const folder of folders) await files.syncDirectory(folder);
      return;
    }
    throw expected('folder_changes', {});
  }

  try {
    await passes(signal);
  } catch (error) {
    for (const name of begun) await files.unlink(join(to, name)).catch(() => undefined);
    throw error;
  }
  const size = [...copied.values()].reduce((sum, facts) => sum + facts.size, 0);
  return { report: { folder: to, files: copied.size, size }, catchUp: () => passes(null) };
}
