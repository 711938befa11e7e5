import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { expected, ExpectedError } from '../../../shared/expected.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import type { ImportReport } from '../../../shared/model/jobs.ts';
import { errorCode } from '../../disk/file-system.ts';
import { openArchive, type Archive } from '../../disk/archive.ts';
import { createBringIn } from './bring-in.ts';
import { readJson, readText, type Document, type Reading } from './documents.ts';
import { looksLikeJson } from './json-values.ts';
import { importLimits, type ImportLimits } from '../../disk/import-limits.ts';
import { createMediaFetcher, type MediaFetcher } from './media.ts';
import { readArchive } from './read-archive.ts';
import { createReporter } from './reporter.ts';
import type { ImportTarget } from './target.ts';
import { createUnderstanding } from './understanding.ts';

export interface ImportOptions {
  /** The file to import: an archive, JSON or a transcript; its name does not matter. */
  readonly path: string;
  readonly target: ImportTarget;
  readonly signal: AbortSignal;
  /** Bytes read so far and in total. */
  readonly onProgress: (done: number, total: number) => void;
  readonly limits?: ImportLimits;
  /** The path of understanding-thread.ts, or its bundle. */
  readonly thread: string;
}

/** How an import ended. Whatever was imported before a cancel or a failure stays. */
export interface ImportOutcome {
  readonly end:
    | { readonly kind: 'finished' }
    | { readonly kind: 'cancelled' }
    /** The disk failed. */
    | { readonly kind: 'failed'; readonly error: ParleyError };
  readonly report: ImportReport;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** How deeply archives may be nested: a download often wraps the export once more. */
const deepestArchive = 2;

/** Reads an archive and those inside it, each with its own pictures and files. */
async function readNested(
  archive: Archive,
  depth: number,
  common: Omit<Reading, 'onRead' | 'bringIn'>,
  options: ImportOptions,
  kept: (media: MediaFetcher) => void,
): Promise<number> {
  const { target, onProgress } = options;
  const { limits, signal } = common;
  const media = createMediaFetcher({ archive, target, limits, signal });
  kept(media);
  return readArchive({
    archive,
    media,
    base: { ...common, bringIn: createBringIn(target, media, limits, signal) },
    onProgress: depth === 0 ? onProgress : () => undefined,
    readInner: async (inner) => {
      if (depth + 1 >= deepestArchive) throw expected('import_archives_too_deep', {});
      return readNested(inner, depth + 1, common, options, kept);
    },
  });
}

/** Reads a file that is not an archive. */
async function readSingle(
  common: Omit<Reading, 'onRead' | 'bringIn'>,
  options: ImportOptions,
  source: { readonly size: number; readonly isJson: boolean },
  kept: (media: MediaFetcher) => void,
): Promise<number> {
  const { path, target, onProgress } = options;
  const { limits, signal } = common;
  const { size, isJson } = source;
  const media = createMediaFetcher({ archive: null, target, limits, signal });
  kept(media);
  const document: Document = {
    name: basename(path),
    weight: size,
    size,
    open: () => createReadStream(path, { highWaterMark: 256 * 1024, signal }),
  };
  const onRead = (fraction: number): void => onProgress(Math.round(fraction * size), size);
  const bringIn = createBringIn(target, media, limits, signal);
  const read = isJson ? readJson : readText;
  return read(document.open(), document, { ...common, bringIn, onRead });
}

function readFailure(error: unknown): unknown {
  const code = errorCode(error);
  if (code === null || error instanceof ExpectedError) return error;
  if (code === 'ENOENT') return expected('import_file_gone', {});
  if (code === 'EISDIR') return expected('import_is_folder', {});
  return expected('import_failed', { code }, { detail: String(error) });
}

/**
 * Imports all conversations of a file, whose type is detected by its content. A conversation that
 * cannot be read never stops the others. Throws an ExpectedError if the file as a whole is refused,
 * is not an export, or cannot be read or stored.
 */
export async function importFile(options: ImportOptions): Promise<ImportOutcome> {
  const { path, signal, limits = importLimits } = options;
  const reporter = createReporter();
  const understanding = createUnderstanding(options.thread, signal);
  let archive: Archive | null = null;
  const fetchers: MediaFetcher[] = [];
  const kept = (): number => fetchers.reduce((sum, media) => sum + media.kept(), 0);
  const note = (media: MediaFetcher): void => void fetchers.push(media);
  try {
    const { size, mtimeMs } = await stat(path);
    const start = await firstBytes(path);
    const isZip = start.subarray(0, 2).toString('latin1') === 'PK' && (start[2] ?? 0) < 8;
    if (isZip) archive = await openArchive(path, limits, signal);
    const common = { limits, signal, understanding, reporter, fallbackTime: Math.round(mtimeMs) };
    const isJson = looksLikeJson(start);
    await (archive === null
      ? readSingle(common, options, { size, isJson }, note)
      : readNested(archive, 0, common, options, note));
    if (reporter.count() === 0) throw expected('import_nothing_found', {});
    return { end: { kind: 'finished' }, report: reporter.report(kept()) };
  } catch (error) {
    if (signal.aborted) return { end: { kind: 'cancelled' }, report: reporter.report(kept()) };
    const failure = readFailure(error);
    if (reporter.count() === 0 || !(failure instanceof ExpectedError)) throw failure;
    return { end: { kind: 'failed', error: failure.error }, report: reporter.report(kept()) };
  } finally {
    archive?.close();
    understanding.close();
  }
}
