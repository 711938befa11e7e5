import { createHash } from 'node:crypto';
import { expected } from '../../shared/expected.ts';
import { importLimits } from '../disk/import-limits.ts';
import { openArchive, type Archive, type ArchiveEntry } from '../disk/archive.ts';
import { parseJson } from '../disk/json-text.ts';
import { isBackupName } from './contents.ts';
import { manifestName, manifestSchema, type Manifest } from './manifest.ts';

/**
 * Our own backups may contain very repetitive text, so the compression ratio may reach deflate's
 * maximum.
 */
const limits = { ...importLimits, ratio: 1100 };
const largestManifest = 256 * 1024 * 1024;

/** A backup in which every byte has been verified. */
export interface Backup {
  readonly manifest: Manifest;
  /** Reads a file of the manifest as a whole. */
  read(name: string, signal: AbortSignal): Promise<Buffer>;
  /** Reads a file of the manifest as a stream. */
  stream(name: string, signal: AbortSignal): AsyncIterable<Buffer>;
  close(): void;
}

async function readAll(
  archive: Archive,
  entry: ArchiveEntry,
  signal: AbortSignal,
): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for await (const block of archive.open(entry, signal)) blocks.push(block);
  return Buffer.concat(blocks);
}

/** null if it cannot be decompressed or is not JSON. */
async function readJson(
  archive: Archive,
  entry: ArchiveEntry,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    const parsed = parseJson(await readAll(archive, entry, signal));
    return parsed.kind === 'value' ? parsed.value : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

async function readManifest(
  archive: Archive,
  byName: ReadonlyMap<string, ArchiveEntry>,
  signal: AbortSignal,
): Promise<Manifest> {
  const entry = byName.get(manifestName);
  if (entry === undefined || entry.size > largestManifest) {
    throw expected('not_a_backup', {});
  }
  const value = await readJson(archive, entry, signal);
  const manifest = manifestSchema.safeParse(value);
  if (!manifest.success) {
    throw expected('backup_unreadable', {});
  }
  return manifest.data;
}

async function hashOf(archive: Archive, entry: ArchiveEntry, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of archive.open(entry, signal)) hash.update(block);
  return hash.digest('hex');
}

/** Reads a backup's manifest without checking its files. Throws an ExpectedError if it has none. */
export async function readBackupManifest(path: string, signal: AbortSignal): Promise<Manifest> {
  const archive = await openArchive(path, limits, signal);
  try {
    const byName = new Map(archive.entries.map((entry) => [entry.name, entry]));
    return await readManifest(archive, byName, signal);
  } finally {
    archive.close();
  }
}

/**
 * Opens a backup and compares every file in it with its checksum. `onProgress` counts bytes. Throws
 * an ExpectedError (`invalid`) that names what is damaged. Nothing outside the backup is changed.
 */
export async function openBackup(
  path: string,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<Backup> {
  const archive = await openArchive(path, limits, signal);
  try {
    const byName = new Map(archive.entries.map((entry) => [entry.name, entry]));
    const manifest = await readManifest(archive, byName, signal);
    const total = manifest.files.reduce((sum, { size }) => sum + size, 0);
    const seen = new Set<string>();
    let done = 0;
    for (const { name, size, sha256 } of manifest.files) {
      signal.throwIfAborted();
      if (!isBackupName(name) || seen.has(name)) {
        throw expected('backup_foreign_file', { name });
      }
      seen.add(name);
      const entry = byName.get(name);
      if (entry === undefined) throw expected('backup_file_missing', { name });
      const isWhole = entry.size === size && (await matches(archive, entry, sha256, signal));
      if (!isWhole) throw expected('backup_file_changed', { name });
      done += size;
      onProgress(done, total);
    }
    const entryOf = (name: string): ArchiveEntry => {
      const entry = seen.has(name) ? byName.get(name) : undefined;
      if (entry === undefined) throw new Error(`The manifest does not name ${name}`);
      return entry;
    };
    return {
      manifest,
      read: (name, readSignal) => readAll(archive, entryOf(name), readSignal),
      stream: (name, readSignal) => archive.open(entryOf(name), readSignal),
      close: () => archive.close(),
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}

/** Also false for data that cannot be decompressed. */
async function matches(
  archive: Archive,
  entry: ArchiveEntry,
  sha256: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return (await hashOf(archive, entry, signal)) === sha256;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
