import { createHash } from 'node:crypto';
import { expected } from '../../../shared/expected.ts';
import type { Id } from '../../../shared/model/conversation.ts';
import type { AttachmentStore, KeptAttachment } from '../attachments.ts';

/** The most bytes of files that all temporary conversations hold in memory together. */
const maxTemporaryBytes = 256 * 1024 ** 2;

interface Held {
  readonly bytes: Buffer;
  /** The conversations that it was stored for. */
  readonly owners: Set<Id>;
  /** See {@link AttachmentStore.putForNow}. */
  isForNow: boolean;
}

/** Files of temporary conversations, in memory. */
export interface MemoryAttachments {
  /** The store for all conversations: those of which `isTemporary` is true use memory. */
  over(disk: AttachmentStore): AttachmentStore;
  /**
   * Copies to disk what was stored for a conversation, or what it refers to. Removes the copies again
   * and throws if the disk refuses one (Node's error), or if `check` throws at the end.
   */
  copy(
    id: Id,
    referred: ReadonlySet<string>,
    disk: AttachmentStore,
    check: () => void,
  ): Promise<void>;
  /** Frees what was stored for a conversation, unless one of `others` refers to it. */
  release(id: Id, others: ReadonlyMap<Id, ReadonlySet<string>>): void;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Reads all chunks. Throws an ExpectedError as soon as there are more bytes than `most`. */
async function gather(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of chunks) {
    size += piece.byteLength;
    if (size > most) throw expected('temporary_files_full', { most });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/**
 * Creates the empty memory. `maxBytes` is its budget; `onFull` is called when more is wanted, and
 * may release conversations.
 */
export function createMemoryAttachments(
  isTemporary: (id: Id) => boolean,
  onFull: () => void,
  maxBytes = maxTemporaryBytes,
): MemoryAttachments {
  const held = new Map<string, Held>();

  const room = (): number => {
    let taken = 0;
    for (const { bytes } of held.values()) taken += bytes.byteLength;
    return maxBytes - taken;
  };

  async function put(
    chunks: AsyncIterable<Uint8Array>,
    owner: Id,
    isForNow: boolean,
  ): Promise<KeptAttachment> {
    const bytes = await gather(chunks, maxBytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const known = held.get(sha256);
    if (known === undefined) {
      if (bytes.byteLength > room()) onFull();
      if (bytes.byteLength > room()) throw expected('temporary_files_full', { most: maxBytes });
      held.set(sha256, { bytes, owners: new Set([owner]), isForNow });
    } else {
      known.owners.add(owner);
      if (!isForNow) known.isForNow = false;
    }
    return { sha256, size: bytes.byteLength, start: bytes.subarray(0, 64) };
  }

  return {
    over: (disk) => ({
      put: (chunks, of) =>
        of !== null && isTemporary(of) ? put(chunks, of, false) : disk.put(chunks, of),
      putForNow: (chunks, of) =>
        of !== null && isTemporary(of) ? put(chunks, of, true) : disk.putForNow(chunks, of),
      settle(sha256) {
        const known = held.get(sha256);
        if (known !== undefined) known.isForNow = false;
        disk.settle(sha256);
      },
      async discard(sha256) {
        if (held.get(sha256)?.isForNow === true) held.delete(sha256);
        await disk.discard(sha256);
      },
      size: async (sha256) => held.get(sha256)?.bytes.byteLength ?? disk.size(sha256),
      read(sha256) {
        const known = held.get(sha256);
        return known === undefined ? disk.read(sha256) : once(known.bytes);
      },
    }),
    async copy(id, referred, disk, check) {
      const copied: string[] = [];
      try {
        for (const [sha256, { bytes, owners }] of held) {
          if (!owners.has(id) && !referred.has(sha256)) continue;
          await disk.putForNow(once(bytes), id);
          copied.push(sha256);
        }
        check();
      } catch (error) {
        for (const sha256 of copied) await disk.discard(sha256);
        throw error;
      }
      for (const sha256 of copied) disk.settle(sha256);
    },
    release(id, others) {
      for (const [sha256, { owners }] of held) {
        if (!owners.delete(id)) continue;
        for (const [other, referred] of others) if (referred.has(sha256)) owners.add(other);
        if (owners.size === 0) held.delete(sha256);
      }
    },
  };
}
