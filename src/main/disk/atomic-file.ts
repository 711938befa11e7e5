import { dirname, join } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { writeAll } from './files.ts';
import { untilDone } from './under-way.ts';

let temporaryCount = 0;

/**
 * Writes a file piece by piece so that it appears completely or not at all: a temporary file beside
 * it, fsync, rename. On cancel or failure nothing is left behind, an existing file is untouched,
 * and the error is thrown. Returns the size in bytes. Files that a person saves get the usual
 * permissions; `mode` is for Parley's own.
 */
export function writeFileAtomic(
  files: FileSystem,
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  mode = 0o666,
): Promise<number> {
  return untilDone(write(files, path, chunks, signal, mode));
}

async function write(
  files: FileSystem,
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  mode: number,
): Promise<number> {
  temporaryCount += 1;
  const temporary = join(dirname(path), `.parley-export.${process.pid}-${temporaryCount}.tmp`);
  let size = 0;
  signal.throwIfAborted();
  const file = await files.open(temporary, 'wx', mode);
  try {
    try {
      for await (const chunk of chunks) {
        signal.throwIfAborted();
        await writeAll(file, chunk);
        size += chunk.byteLength;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    signal.throwIfAborted();
    await files.rename(temporary, path);
  } catch (error) {
    // The first error is the one to report.
    await files.unlink(temporary).catch(() => undefined);
    throw error;
  }
  await files.syncDirectory(dirname(path));
  return size;
}
