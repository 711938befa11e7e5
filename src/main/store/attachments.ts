import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { orNullIfMissing, type FileSystem } from '../disk/file-system.ts';
import { removeLeftovers, writeAll } from '../disk/files.ts';
import { untilDone } from '../disk/under-way.ts';

/** Bytes per read of an attachment. */
const blockSize = 256 * 1024;

const sha256Pattern = /^[0-9a-f]{64}$/;
let temporaryCount = 0;

/** Images and files, each kept once under the hash of its bytes: `attachments/<sha256>`. */
export interface AttachmentStore {
  /** Keeps these bytes; the same bytes twice are one file. Throws Node's error and leaves nothing half. */
  put(chunks: AsyncIterable<Uint8Array>): Promise<KeptAttachment>;
  /** The same for bytes that nothing names yet and that may be given up again with {@link discard}. */
  putForNow(chunks: AsyncIterable<Uint8Array>): Promise<KeptAttachment>;
  /** From now on something names it. */
  settle(sha256: string): void;
  /** Deletes what {@link putForNow} brought in anew and nothing has asked to keep since; leaves all else alone. */
  discard(sha256: string): Promise<void>;
  /** Bytes, or null if there is no such attachment. */
  size(sha256: string): Promise<number | null>;
  /** The bytes in blocks. Throws Node's error (`ENOENT`) if there is no such attachment. */
  read(sha256: string): AsyncIterable<Uint8Array>;
}

export interface KeptAttachment {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** The first 64 bytes at most, which tell what it is. */
  readonly start: Uint8Array;
}

/** Makes the store of attachments over a folder, which is made when the first one comes. */
export function createAttachmentStore(files: FileSystem, directory: string): AttachmentStore {
  let isTidy = false;
  /** What only {@link AttachmentStore.putForNow} has brought in. */
  const forNow = new Set<string>();

  function pathOf(sha256: string): string {
    // The hash becomes a path: whatever is no hash stops here.
    if (!sha256Pattern.test(sha256)) throw new Error('This is not the hash of an attachment');
    return join(directory, sha256);
  }

  async function prepare(): Promise<void> {
    if (isTidy) return;
    await files.makeDirectory(directory);
    await removeLeftovers(files, directory, await files.list(directory));
    isTidy = true;
  }

  async function put(
    chunks: AsyncIterable<Uint8Array>,
    isForNow: boolean,
  ): Promise<KeptAttachment> {
    await prepare();
    temporaryCount += 1;
    const temporary = join(directory, `.attachment.${process.pid}-${temporaryCount}.tmp`);
    const hash = createHash('sha256');
    const file = await files.open(temporary, 'wx');
    let size = 0;
    let start: Uint8Array = new Uint8Array();
    try {
      try {
        for await (const chunk of chunks) {
          hash.update(chunk);
          if (start.byteLength < 64) {
            start = Buffer.concat([start, chunk.subarray(0, 64 - start.byteLength)]);
          }
          size += chunk.byteLength;
          await writeAll(file, chunk);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      const sha256 = hash.digest('hex');
      const isNew = (await orNullIfMissing(files.facts(pathOf(sha256)))) === null;
      if (!isForNow) forNow.delete(sha256);
      else if (isNew) forNow.add(sha256);
      // Over the same name are the same bytes: replacing them changes nothing, and mends a damaged copy.
      await files.rename(temporary, pathOf(sha256));
      await files.syncDirectory(directory);
      return { sha256, size, start };
    } catch (error) {
      // The first error is the one to report; a left-over file is removed at the next start.
      await files.unlink(temporary).catch(() => undefined);
      throw error;
    }
  }

  return {
    put: (chunks) => untilDone(put(chunks, false)),
    putForNow: (chunks) => untilDone(put(chunks, true)),
    settle: (sha256) => void forNow.delete(sha256),
    async discard(sha256) {
      if (forNow.delete(sha256)) await orNullIfMissing(files.unlink(pathOf(sha256)));
    },
    async size(sha256) {
      const file = await orNullIfMissing(files.open(pathOf(sha256), 'r'));
      if (file === null) return null;
      try {
        return (await file.facts()).size;
      } finally {
        await file.close();
      }
    },
    async *read(sha256) {
      const file = await files.open(pathOf(sha256), 'r');
      try {
        for (let position = 0; ;) {
          const buffer = Buffer.allocUnsafe(blockSize);
          const count = await file.read(buffer, position);
          if (count === 0) return;
          position += count;
          yield buffer.subarray(0, count);
        }
      } finally {
        await file.close();
      }
    },
  };
}
