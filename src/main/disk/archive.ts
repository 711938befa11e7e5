import { PassThrough, pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import * as yauzl from 'yauzl';
import { errorCode } from './file-system.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import type { ImportLimits } from './import-limits.ts';

/** A file in an archive, according to the archive's directory. */
export interface ArchiveEntry {
  readonly name: string;
  /** Compressed size in bytes. */
  readonly packed: number;
  /** Uncompressed size in bytes; reading fails if it is wrong. */
  readonly size: number;
}

/**
 * A ZIP whose directory has been read and found harmless. Nothing in it is ever written under its
 * own name.
 */
export interface Archive {
  readonly entries: readonly ArchiveEntry[];
  /**
   * Decompresses one entry as it is read. Throws if its data is damaged or does not have the
   * declared size.
   */
  open(entry: ArchiveEntry, signal: AbortSignal): AsyncIterable<Buffer>;
  close(): void;
}

const symbolicLink = 0o120000;
const fileTypeMask = 0o170000;
/** Makers whose entries have Unix attributes in the upper half: Unix (3) and macOS (19). */
const unixMakers = new Set([3, 19]);

function isLink(entry: yauzl.Entry): boolean {
  if (!unixMakers.has(entry.versionMadeBy >>> 8)) return false;
  return ((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink;
}

/** Why an entry makes the whole archive suspicious, or null. */
function problemOf(entry: yauzl.Entry, limits: ImportLimits): ExpectedError | null {
  const name = JSON.stringify(entry.fileName.slice(0, 100));
  if (entry.fileName.includes('\0')) return expected('archive_bad_name', { name });
  if (isLink(entry)) return expected('archive_link', { name });
  if (entry.isEncrypted()) return expected('archive_password', {});
  if (entry.uncompressedSize > limits.entrySize) return expected('archive_file_too_big', { name });
  if (
    entry.uncompressedSize > limits.ratioFrom &&
    entry.uncompressedSize > entry.compressedSize * limits.ratio
  ) {
    return expected('archive_bomb', { name, ratio: limits.ratio });
  }
  return null;
}

/** True if entries share bytes, which is how a small archive expands without end. */
function overlaps(entries: readonly yauzl.Entry[]): boolean {
  const sorted = entries.toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  );
  const localHeader = 30;
  let end = 0;
  for (const entry of sorted) {
    if (entry.relativeOffsetOfLocalHeader < end) return true;
    end = entry.relativeOffsetOfLocalHeader + localHeader + entry.compressedSize;
  }
  return false;
}

/** Compression methods: stored and deflate. */
const stored = 0;
const deflated = 8;

/**
 * Replaces yauzl's own decompression. That starts immediately, and an error before anybody reads is
 * lost, so that the reader would wait forever.
 */
async function* unpacked(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const method = entry.compressionMethod;
  if (method !== stored && method !== deflated) {
    throw expected('archive_unpackable', {});
  }
  const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  const unpack = method === deflated ? createInflateRaw() : new PassThrough();
  // pipeline destroys the last stream with the error, so whoever iterates gets it.
  const stream = pipeline(raw, unpack, () => undefined);
  let size = 0;
  let sum = 0;
  for await (const chunk of stream) {
    signal.throwIfAborted();
    const bytes = chunk as Buffer;
    size += bytes.byteLength;
    if (size > entry.uncompressedSize) throw expected('archive_file_longer', {});
    sum = crc32(bytes, sum);
    yield bytes;
  }
  if (size < entry.uncompressedSize) throw expected('archive_file_shorter', {});
  if (sum !== entry.crc32) throw expected('archive_file_damaged', {});
}

async function readDirectory(
  zip: yauzl.ZipFile,
  limits: ImportLimits,
  signal: AbortSignal,
): Promise<readonly yauzl.Entry[]> {
  const found: yauzl.Entry[] = [];
  let total = 0;
  if (zip.entryCount > limits.entries) {
    throw expected('archive_too_many_files', { count: zip.entryCount });
  }
  for await (const entry of zip.eachEntry()) {
    signal.throwIfAborted();
    const problem = problemOf(entry, limits);
    if (problem !== null) throw problem;
    total += entry.uncompressedSize;
    if (total > limits.archiveSize) throw expected('archive_too_much', {});
    if (!entry.fileName.endsWith('/')) found.push(entry);
  }
  if (overlaps(found)) throw expected('archive_shared_bytes', {});
  return found;
}

/**
 * Opens a ZIP from a file or bytes, and checks its directory before anything is decompressed.
 * Throws an ExpectedError (`invalid`) if it is damaged or hostile: absolute names, `..`, links,
 * passwords, bombs, absurd counts.
 */
export async function openArchive(
  source: string | Buffer,
  limits: ImportLimits,
  signal: AbortSignal,
): Promise<Archive> {
  let zip: yauzl.ZipFile | null = null;
  let entries: readonly yauzl.Entry[];
  try {
    const options = { autoClose: false, validateEntrySizes: true };
    zip = await (typeof source === 'string'
      ? yauzl.openPromise(source, options)
      : yauzl.fromBufferPromise(source, options));
    entries = await readDirectory(zip, limits, signal);
  } catch (error) {
    zip?.close();
    signal.throwIfAborted();
    if (error instanceof ExpectedError) throw error;
    if (errorCode(error) !== null) throw error;
    const said = error instanceof Error ? error.message : String(error);
    throw expected('archive_broken', { said });
  }
  const opened = zip;
  const known = new Map<ArchiveEntry, yauzl.Entry>();
  for (const entry of entries) {
    known.set(
      { name: entry.fileName, packed: entry.compressedSize, size: entry.uncompressedSize },
      entry,
    );
  }
  return {
    entries: [...known.keys()],
    open(entry, signal) {
      const found = known.get(entry);
      if (found === undefined) throw new Error('The entry is of another archive');
      return unpacked(opened, found, signal);
    },
    close: () => opened.close(),
  };
}
