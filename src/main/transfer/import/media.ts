import { basename } from 'node:path/posix';
import { withoutIsolates } from '../../../shared/language/isolate.ts';
import { t } from '../../../shared/language/translate.ts';
import type { AttachmentPart } from '../../../shared/model/conversation.ts';
import type { KeptAttachment } from '../../store/attachments.ts';
import { errorCode } from '../../disk/file-system.ts';
import { bytesOfDataUrl } from '../../disk/data-url.ts';
import { isImage, mediaTypeOf, shortName } from '../../disk/media-type.ts';
import type { Archive, ArchiveEntry } from '../../disk/archive.ts';
import type { FetchMedia } from './build.ts';
import type { MediaReference } from './draft.ts';
import type { ImportLimits } from '../../disk/import-limits.ts';
import type { ImportTarget } from './target.ts';

/** Dependencies of importing images and files. */
export interface MediaSource {
  /** null if the import is a single file. */
  readonly archive: Archive | null;
  readonly target: ImportTarget;
  readonly limits: ImportLimits;
  readonly signal: AbortSignal;
}

/** Fetches media and counts what it stored. */
export interface MediaFetcher {
  readonly fetch: FetchMedia;
  /** Stores bytes whose hash is already in a conversation of our own. */
  keep(chunks: AsyncIterable<Uint8Array>): Promise<KeptAttachment>;
  /** The file in the archive with this name, id or hash. */
  find(name: string): ArchiveEntry | null;
  open(entry: ArchiveEntry): AsyncIterable<Buffer>;
  /** True if a conversation referred to this file and it was stored. */
  isUsed(entry: ArchiveEntry): boolean;
  /** Number of different files stored so far. */
  kept(): number;
}

/**
 * Indexes files by every name that exports use for them: the full name, the name without extension,
 * and the id it begins with.
 */
function indexEntries(archive: Archive | null): ReadonlyMap<string, ArchiveEntry> {
  const index = new Map<string, ArchiveEntry>();
  for (const entry of archive?.entries ?? []) {
    const name = basename(entry.name);
    const id = /^file[-_][A-Za-z0-9]+/.exec(name)?.[0];
    const inFolder = entry.name.split('/').slice(-2).join('/');
    for (const key of [entry.name, inFolder, name, name.replace(/\.[^.]*$/, ''), id]) {
      if (key !== undefined && key !== '' && !index.has(key)) index.set(key, entry);
    }
  }
  return index;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Creates the part for an attachment: a picture if a window can show it, otherwise a file. */
export function attachmentPart(kept: KeptAttachment, name: string): AttachmentPart {
  const mediaType = mediaTypeOf(kept.start, name);
  const base = { attachment: kept.sha256, mediaType, name: shortName(name) };
  return isImage(mediaType)
    ? { kind: 'image', ...base }
    : { kind: 'file', ...base, size: kept.size };
}

/** Creates the fetcher of one import. */
export function createMediaFetcher(source: MediaSource): MediaFetcher {
  const { archive, target, limits, signal } = source;
  const index = indexEntries(archive);
  const known = new Map<ArchiveEntry, KeptAttachment>();
  const hashes = new Set<string>();
  const used = new Set<ArchiveEntry>();

  async function keep(chunks: AsyncIterable<Uint8Array>): Promise<KeptAttachment> {
    signal.throwIfAborted();
    const kept = await target.addAttachment(chunks);
    hashes.add(kept.sha256);
    return kept;
  }

  async function keepEntry(entry: ArchiveEntry): Promise<KeptAttachment | null> {
    const before = known.get(entry);
    if (before !== undefined) return before;
    if (archive === null || entry.size > limits.attachment) return null;
    try {
      const kept = await keep(archive.open(entry, signal));
      known.set(entry, kept);
      used.add(entry);
      return kept;
    } catch (error) {
      signal.throwIfAborted();
      // A damaged file in the archive affects only itself; a disk failure ends the import.
      if (errorCode(error) !== null && !isZipError(error)) throw error;
      return null;
    }
  }

  async function bytesFor(from: MediaReference): Promise<KeptAttachment | null> {
    switch (from.kind) {
      case 'missing':
        return null;
      case 'text':
        return keep(once(Buffer.from(from.text)));
      case 'data': {
        const bytes = bytesOfDataUrl(from.url);
        if (bytes === null || bytes.byteLength === 0) return null;
        return bytes.byteLength > limits.attachment ? null : keep(once(bytes));
      }
      case 'entry': {
        for (const name of from.names) {
          const entry = index.get(name);
          const kept = entry === undefined ? null : await keepEntry(entry);
          if (kept !== null) return kept;
        }
        return null;
      }
    }
  }

  return {
    keep,
    find: (name) => index.get(name) ?? null,
    open: (entry) => {
      if (archive === null) throw new Error('Only an archive has entries');
      used.add(entry);
      return archive.open(entry, signal);
    },
    isUsed: (entry) => used.has(entry),
    kept: () => hashes.size,
    async fetch(part) {
      const kept = await bytesFor(part.from);
      if (kept !== null) return { part: attachmentPart(kept, part.name), found: true };
      const text = withoutIsolates(t('import.media_missing', { file: shortName(part.name) }));
      return { part: { kind: 'text', text }, found: false };
    },
  };
}

/** True for a decompression error, whose code is from zlib; disk errors have system error codes. */
function isZipError(error: unknown): boolean {
  return errorCode(error)?.startsWith('Z_') === true;
}
