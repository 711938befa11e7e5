import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expected, ExpectedError } from '../../../shared/expected.ts';
import { errorCode } from '../../disk/file-system.ts';
import { openArchive, type Archive, type ArchiveEntry } from '../../disk/archive.ts';
import { readJson, readText, type Document, type ReadDocument, type Reading } from './documents.ts';
import { notUnderstood } from './not-understood.ts';
import type { ImportLimits } from '../../disk/import-limits.ts';
import type { MediaFetcher } from './media.ts';

/**
 * Dependencies of reading an archive; the rest of a {@link Reading} is created for each document.
 */
export interface ArchiveReading {
  readonly archive: Archive;
  readonly media: MediaFetcher;
  readonly base: Omit<Reading, 'onRead'>;
  /** Called with the compressed bytes of documents read so far and in total. */
  readonly onProgress: (done: number, total: number) => void;
  /** Reads an archive inside this one, opened from a copy of it. */
  readonly readInner: (archive: Archive) => Promise<number>;
}

const jsonName = /\.json$/i;
const textName = /\.(?:md|markdown|txt)$/i;
const archiveName = /\.zip$/i;
/** Files about the export itself and the account, which nobody misses. */
const aboutName = /\.(?:html?|css|js|json|md|markdown|txt|csv|zip)$/i;

/**
 * False for files that people attached to a chat: they are stored under the id of an upload and are
 * not exports.
 */
function mayBeDocument(entry: ArchiveEntry): boolean {
  const name = basename(entry.name);
  if (entry.name.startsWith('__MACOSX/') || name.startsWith('.')) return false;
  return (
    !/^file[-_][A-Za-z0-9]{6,}/.test(name) &&
    !/(?:^|\/)(?:attachments|Data\/Files)\//.test(entry.name)
  );
}

function documentsOf(archive: Archive, pattern: RegExp, signal: AbortSignal): readonly Document[] {
  return archive.entries
    .filter((entry) => pattern.test(entry.name) && mayBeDocument(entry))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => ({
      name: entry.name,
      weight: entry.packed,
      size: entry.size,
      open: () => archive.open(entry, signal),
    }));
}

/**
 * True for failures of our own disk or store. Failures of the file being read affect only what they
 * occur in.
 */
function endsImport(error: unknown): boolean {
  if (error instanceof ExpectedError) return error.error.kind === 'storage';
  const code = errorCode(error);
  return code !== null && !code.startsWith('Z_');
}

/**
 * Opens an archive inside another one. A ZIP is read from its end, so it is copied into a private
 * folder for that time, under a name of ours.
 */
async function withInner<T>(
  document: Document,
  limits: ImportLimits,
  signal: AbortSignal,
  work: (archive: Archive) => Promise<T>,
): Promise<T> {
  if (document.size > limits.innerArchive) throw expected('import_inner_archive_too_big', {});
  const folder = await mkdtemp(join(tmpdir(), 'parley-import-'));
  let archive: Archive | null = null;
  try {
    const path = join(folder, 'inner.zip');
    const copy = createWriteStream(path, { mode: 0o600 });
    await pipeline(Readable.from(document.open()), copy, { signal });
    archive = await openArchive(path, limits, signal);
    return await work(archive);
  } finally {
    archive?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reports what the archive contained but no conversation referred to: pictures and files. */
function noteUnused({ archive, media, base }: ArchiveReading): void {
  const unused = archive.entries.filter(
    (entry) =>
      !media.isUsed(entry) && !aboutName.test(entry.name) && !entry.name.startsWith('__MACOSX/'),
  );
  if (unused.length === 0) return;
  const count = unused.length;
  base.reporter.note({
    kind: 'skipped',
    name: count === 1 ? (unused[0]?.name ?? '').slice(0, 300) : { kind: 'unused_files', count },
    reason: { code: 'import_files_unused', params: { count } },
  });
}

/**
 * Imports all conversations of an archive; an unreadable file affects only itself. Returns how many
 * conversations there were.
 */
export async function readArchive(reading: ArchiveReading): Promise<number> {
  const { archive, base, onProgress } = reading;
  const { signal, limits, reporter } = base;
  const json = documentsOf(archive, jsonName, signal);
  const texts = documentsOf(archive, textName, signal);
  const inner = documentsOf(archive, archiveName, signal);
  let done = 0;
  let found = 0;
  const total = [...json, ...inner].reduce((sum, { weight }) => sum + weight, 0);
  const attempt = async (document: Document, read: () => Promise<number>): Promise<void> => {
    try {
      found += await read();
    } catch (error) {
      signal.throwIfAborted();
      if (endsImport(error)) throw error;
      reporter.note({ kind: 'skipped', name: document.name, reason: notUnderstood(error) });
    }
    done += document.weight;
    onProgress(done, total);
  };
  const readWith = (document: Document, read: ReadDocument): Promise<void> =>
    attempt(document, () => {
      const onRead = (fraction: number): void =>
        onProgress(Math.round(done + fraction * document.weight), total);
      return read(document.open(), document, { ...base, onRead });
    });
  for (const document of json) await readWith(document, readJson);
  for (const document of inner) {
    await attempt(document, () => withInner(document, limits, signal, reading.readInner));
  }
  if (found === 0) for (const document of texts) await readWith(document, readText);
  if (found > 0) noteUnused(reading);
  if (found === 0 && archive.entries.some(({ name }) => /(?:^|\/)IndexedDB\//.test(name))) {
    throw expected('import_raw_database', {});
  }
  return found;
}
