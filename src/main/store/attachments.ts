import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Id } from '../../shared/model/conversation.ts';
import { orNullIfMissing, type FileSystem } from '../disk/file-system.ts';
import { removeLeftovers, writeAll } from '../disk/files.ts';
import { untilDone } from '../disk/under-way.ts';

/** Bytes per read of an attachment. */
const blockSize = 256 * 1024;

const sha256Pattern = /^[0-9a-f]{64}$/;
let temporaryCount = 0;

/** Images and files, each stored once under the hash of its bytes: `attachments/<sha256>`. */
export interface AttachmentStore {
  /**
   * Stores these bytes for a conversation, or null for anything else; identical bytes share one
   * file. Throws Node's error and leaves no partial file behind.
   */
  put(chunks: AsyncIterable<Uint8Array>, of: Id | null): Promise<KeptAttachment>;
  /**
   * Like {@link put}, for bytes that nothing refers to yet; {@link discard} can remove them again.
   */
  putForNow(chunks: AsyncIterable<Uint8Array>, of: Id | null): Promise<KeptAttachment>;
  /** Call once something refers to the attachment. */
  settle(sha256: string): void;
  /**
   * Deletes an attachment that {@link putForNow} added and nothing has claimed since; has no effect
   * on others.
   */
  discard(sha256: string): Promise<void>;
  /** Size in bytes, or null if there is no such attachment. */
  size(sha256: string): Promise<number | null>;
  /** The bytes in blocks. Throws Node's error (`ENOENT`) if there is no such attachment. */
  read(sha256: string): AsyncIterable<Uint8Array>;
}

export interface KeptAttachment {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  /** The first bytes, at most 64, which reveal the file type. */
  readonly start: Uint8Array;
}

/** Creates the attachment store for a folder, which is created with the first attachment. */
export function createAttachmentStore(files: FileSystem, directory: string): AttachmentStore {
  let isTidy = false;
  /** Hashes that only {@link AttachmentStore.putForNow} has added. */
  const forNow = new Set<string>();

  function pathOf(sha256: string): string {
    // The hash becomes part of a path, so anything else is rejected here.
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
      // A file of this name holds the same bytes. Replacing it changes nothing and repairs a
      // damaged copy.
      await files.rename(temporary, pathOf(sha256));
      await files.syncDirectory(directory);
      return { sha256, size, start };
    } catch (error) {
      // The first error is the one to report. A leftover file is removed at the next start.
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
