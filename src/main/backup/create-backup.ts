import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { BackupReport } from '../../shared/model/backups.ts';
import { archiveOf, type NewEntry } from '../disk/archive-writer.ts';
import { writeFileAtomic } from '../disk/atomic-file.ts';
import { errorCode, type FileSystem } from '../disk/file-system.ts';
import { readWhole } from '../disk/files.ts';
import type { Coded } from '../../shared/model/errors.ts';
import { reasonOf } from '../store/save-status.ts';
import { conversationIdOf, listContents, type Content } from './contents.ts';
import { manifestName, manifestVersion, type Manifest } from './manifest.ts';

/**
 * Bytes. A larger file is compressed while it is read; a smaller one is read first, so that a bad
 * one can be left out.
 */
const readFirst = 8 * 1024 * 1024;
const blockSize = 256 * 1024;

export interface BackupOptions {
  readonly files: FileSystem;
  /** The data folder. */
  readonly root: string;
  /** The path of the new backup. */
  readonly path: string;
  /** By name: content that is newer in memory than on disk. */
  readonly unsaved: ReadonlyMap<string, Uint8Array>;
  /** Parley's version. */
  readonly version: string;
  /** The form of the library, if the backup has to say it. */
  readonly format?: number;
  /** What belongs in it; by default, everything. */
  readonly includes?: (name: string) => boolean;
  readonly now: () => number;
  /** The backup file's mode; by default, that of any file a person saves. */
  readonly mode?: number;
  readonly signal: AbortSignal;
  /** In bytes. */
  readonly onProgress: (done: number, total: number) => void;
}

type File = Manifest['files'][number];

/** Streams a file in blocks. */
async function* blocksOf(files: FileSystem, path: string): AsyncGenerator<Uint8Array> {
  const file = await files.open(path, 'r');
  try {
    for (let position = 0; ;) {
      const block = Buffer.allocUnsafe(blockSize);
      const count = await file.read(block, position);
      if (count === 0) return;
      position += count;
      yield block.subarray(0, count);
    }
  } finally {
    await file.close();
  }
}

/**
 * Writes one ZIP with everything but keys. It appears completely or not at all. Files that cannot
 * be read are left out and reported. Throws Node's error if the backup cannot be written, and the
 * signal's reason on cancel.
 */
export async function createBackup(options: BackupOptions): Promise<BackupReport> {
  const { files, root, path, unsaved, signal, onProgress } = options;
  const { includes = () => true } = options;
  const onDisk = (await listContents(files, root)).filter(({ name }) => includes(name));
  const known = new Set(onDisk.map(({ name }) => name));
  const added = [...unsaved.keys()].filter((name) => !known.has(name));
  const total =
    onDisk.reduce((sum, { facts }) => sum + facts.size, 0) +
    added.reduce((sum, name) => sum + (unsaved.get(name)?.byteLength ?? 0), 0);
  const packed: File[] = [];
  const skipped: { name: string; reason: Coded }[] = [];
  let done = 0;

  /** The archive entry of a file; it is added to the manifest once it has been read to its end. */
  function entryOf(
    name: string,
    modifiedMs: number,
    blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): NewEntry {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      const hash = createHash('sha256');
      let size = 0;
      for await (const block of blocks) {
        hash.update(block);
        size += block.byteLength;
        done += block.byteLength;
        onProgress(done, total);
        yield block;
      }
      packed.push({ name, size, sha256: hash.digest('hex') });
    }
    // Attachments are mostly pictures, which are already compressed.
    const compress = !name.startsWith('attachments/');
    return { name, modified: new Date(modifiedMs), compress, chunks };
  }

  async function blocksFor({ name, facts }: Content): Promise<NewEntry | null> {
    const newer = unsaved.get(name);
    if (newer !== undefined) return entryOf(name, options.now(), [newer]);
    const from = join(root, name);
    if (facts.size > readFirst) return entryOf(name, facts.changedMs, blocksOf(files, from));
    try {
      return entryOf(name, facts.changedMs, [await readWhole(files, from)]);
    } catch (error) {
      // It was deleted or moved after the list was made.
      if (errorCode(error) !== 'ENOENT') skipped.push({ name, reason: reasonOf(error) });
      return null;
    }
  }

  async function* entries(): AsyncGenerator<NewEntry> {
    for (const content of onDisk) {
      const entry = await blocksFor(content);
      if (entry !== null) yield entry;
    }
    for (const name of added) {
      yield entryOf(name, options.now(), [unsaved.get(name) ?? new Uint8Array()]);
    }
    const manifest: Manifest = {
      format: 'parley-backup',
      version: manifestVersion,
      createdAt: new Date(options.now()).toISOString(),
      parley: options.version,
      // Going back to a copy removes what it lacks.
      library: skipped.length === 0 ? options.format : undefined,
      files: packed,
    };
    const bytes = Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`);
    yield {
      name: manifestName,
      modified: new Date(options.now()),
      compress: true,
      chunks: () => [bytes],
    };
  }

  const size = await writeFileAtomic(files, path, archiveOf(entries()), signal, options.mode);
  onProgress(total, total);
  const conversations = packed.filter(({ name }) => conversationIdOf(name) !== null).length;
  return { path, conversations, files: packed.length, size, skipped };
}
