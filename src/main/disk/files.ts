import { basename, dirname, join } from 'node:path';
import { createPauses } from '../event-loop/pauses.ts';
import { orNullIfMissing, type FileFacts, type FileSystem, type OpenFile } from './file-system.ts';
import { untilDone } from './under-way.ts';

/**
 * Chunks are joined up to this size (bytes) before they are written, so that a large save takes few
 * calls and no long pause.
 */
const blockSize = 1024 * 1024;

/** So little (bytes) is joined in memory of its own. */
const smallSize = 64 * 1024;

const temporaryName = /^\..+\.(\d+)-\d+\.tmp$/;
let temporaryCount = 0;

function temporaryPathFor(path: string): string {
  temporaryCount += 1;
  return join(dirname(path), `.${basename(path)}.${process.pid}-${temporaryCount}.tmp`);
}

/**
 * Writes all bytes in as many calls as it takes: a nearly full disk accepts a part and refuses only
 * the next call.
 */
export async function writeAll(file: OpenFile, bytes: Uint8Array): Promise<void> {
  let rest = bytes;
  while (rest.byteLength > 0) {
    const count = await file.write(rest);
    rest = rest.subarray(count);
  }
}

/**
 * Memory for a block, kept for the next file: fresh memory for every block costs more than the
 * copying, and more again to collect. Null while a file is using it, or before the first.
 */
let spare: Uint8Array | null = null;

/** Copies chunks to the beginning of `room`, where they must fit. */
function joined(chunks: readonly Uint8Array[], room: Uint8Array): Uint8Array {
  let end = 0;
  for (const chunk of chunks) {
    room.set(chunk, end);
    end += chunk.byteLength;
  }
  return room.subarray(0, end);
}

/**
 * Joins chunks into blocks, each of which is valid until the next is asked for. Pauses now and then,
 * because chunks may be produced on demand and in large numbers.
 */
async function* blocksOf(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let block: Uint8Array[] = [];
  let size = 0;
  let room: Uint8Array | null = null;
  const full = (): Uint8Array => {
    const [first] = block;
    // A large file that is written unchanged is one chunk, which is not copied.
    if (first !== undefined && block.length === 1) return first;
    if (room === null && size <= smallSize) return Buffer.concat(block, size);
    room ??= spare ?? Buffer.allocUnsafeSlow(blockSize);
    spare = null;
    return joined(block, room);
  };
  const pause = createPauses();
  try {
    for (const chunk of chunks) {
      const pausing = pause();
      // Waiting for nothing, once per message, takes longer than writing.
      if (pausing !== undefined) await pausing;
      if (size > 0 && size + chunk.byteLength > blockSize) {
        yield full();
        block = [];
        size = 0;
      }
      block.push(chunk);
      size += chunk.byteLength;
    }
    if (size > 0) yield full();
  } finally {
    spare ??= room;
  }
}

/**
 * Replaces the content of a file so that after a crash at any moment it is either the old or the
 * new one: a temporary file beside it, fsync, rename, fsync of the directory. Creates the directory
 * if necessary. On failure the old file is untouched, the temporary file is removed and the error
 * is thrown. Returns the facts of the new file.
 */
export function writeAtomic(
  files: FileSystem,
  path: string,
  chunks: Iterable<Uint8Array>,
): Promise<FileFacts> {
  return untilDone(replace(files, path, chunks, true));
}

/**
 * Like {@link writeAtomic}, but does not wait for the disk. The result survives a crash of the
 * program, but not a power failure before {@link syncFile}, which may leave the file empty.
 */
export async function writeSoon(
  files: FileSystem,
  path: string,
  chunks: Iterable<Uint8Array>,
): Promise<void> {
  await untilDone(replace(files, path, chunks, false));
}

/** Waits until a file written with {@link writeSoon} is on disk. */
export async function syncFile(files: FileSystem, path: string): Promise<void> {
  // Windows syncs only files that are open for writing.
  const file = await files.open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await files.syncDirectory(dirname(path));
}

async function replace(
  files: FileSystem,
  path: string,
  chunks: Iterable<Uint8Array>,
  waits: boolean,
): Promise<FileFacts> {
  const directory = dirname(path);
  const temporaryPath = temporaryPathFor(path);
  let file = await orNullIfMissing(files.open(temporaryPath, 'wx'));
  if (file === null) {
    await files.makeDirectory(directory);
    file = await files.open(temporaryPath, 'wx');
  }
  let facts: FileFacts;
  try {
    try {
      for await (const block of blocksOf(chunks)) await writeAll(file, block);
      if (waits) await file.sync();
      facts = await file.facts();
    } finally {
      await file.close();
    }
    await files.rename(temporaryPath, path);
    // NTFS may set the time only when the file is closed.
    if (process.platform === 'win32') facts = await files.facts(path);
  } catch (error) {
    // The first error is the one to report. A leftover file is removed at the next start.
    await files.unlink(temporaryPath).catch(() => undefined);
    throw error;
  }
  if (waits) await files.syncDirectory(directory);
  return facts;
}

/** Reads `length` bytes from `position`, or up to the end of the file. */
async function readRange(file: OpenFile, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = await file.read(buffer.subarray(filled), position + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

/** Opens a file, uses it and closes it. */
async function withFile<T>(
  files: FileSystem,
  path: string,
  work: (file: OpenFile) => Promise<T>,
): Promise<T> {
  const file = await files.open(path, 'r');
  let result: T;
  try {
    result = await work(file);
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
  return result;
}

/** The content of a file, with its facts at that time. */
export interface ReadFile {
  readonly bytes: Buffer;
  readonly facts: FileFacts;
}

/** Reads a whole file, with the facts of the state that was read. Throws Node's error. */
export function readWithFacts(files: FileSystem, path: string): Promise<ReadFile> {
  return withFile(files, path, async (file) => {
    const facts = await file.facts();
    return { bytes: await readRange(file, 0, facts.size), facts };
  });
}

/** Reads a whole file. Throws Node's error. */
export async function readWhole(files: FileSystem, path: string): Promise<Buffer> {
  return (await readWithFacts(files, path)).bytes;
}

/** Reads a file from a position to its end. Throws Node's error. */
export function readFrom(files: FileSystem, path: string, position: number): Promise<Buffer> {
  return withFile(files, path, async (file) => {
    const { size } = await file.facts();
    return readRange(file, position, Math.max(0, size - position));
  });
}

/** The beginning and the end of a file, and whether that is all of it. */
export interface Glimpse {
  readonly whole: boolean;
  readonly start: Buffer;
  /** Empty if `whole`. */
  readonly end: Buffer;
  readonly facts: FileFacts;
}

/**
 * Reads a file if it has at most `limit` bytes, otherwise only its first `startLength` bytes and
 * its last 16.
 */
export function glimpse(
  files: FileSystem,
  path: string,
  limit: number,
  startLength: number,
): Promise<Glimpse> {
  return withFile(files, path, async (file) => {
    const facts = await file.facts();
    const { size } = facts;
    if (size <= limit) {
      return { whole: true, start: await readRange(file, 0, size), end: Buffer.alloc(0), facts };
    }
    return {
      whole: false,
      start: await readRange(file, 0, startLength),
      end: await readRange(file, size - 16, 16),
      facts,
    };
  });
}

/**
 * Removes half-written files that a killed process left in `directory`; files of this process are
 * in use.
 */
export async function removeLeftovers(
  files: FileSystem,
  directory: string,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const pid = temporaryName.exec(name)?.[1];
    if (pid === undefined || pid === String(process.pid)) continue;
    // If one cannot be removed now, the next start tries again.
    await files.unlink(join(directory, name)).catch(() => undefined);
  }
}
