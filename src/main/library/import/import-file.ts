import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expected, ExpectedError, type ParleyError } from '../../../shared/errors.ts';
import type { ImportReport } from '../../../shared/jobs.ts';
import { errorCode } from '../../store/file-system.ts';
import { openArchive, type Archive, type ArchiveEntry } from './archive.ts';
import { createBringIn, type BringIn } from './bring-in.ts';
import { findConversations } from './detect.ts';
import { isTranscript, readTranscript } from './formats/markdown.ts';
import { jsonValues, looksLikeJson } from './json-values.ts';
import { importLimits, refused, type ImportLimits } from './limits.ts';
import { createMediaFetcher } from './media.ts';
import { createReporter, type Reporter } from './reporter.ts';
import type { ImportTarget } from './target.ts';

export interface ImportOptions {
  /** The file to bring in: an archive, JSON or a transcript; its name plays no part. */
  readonly path: string;
  readonly target: ImportTarget;
  readonly signal: AbortSignal;
  /** Bytes read so far and in all. */
  readonly onProgress: (done: number, total: number) => void;
  readonly limits?: ImportLimits;
}

/** How an import ended; what was brought in before a cancel or a failure stays. */
export interface ImportOutcome {
  readonly end:
    | { readonly kind: 'finished' }
    | { readonly kind: 'cancelled' }
    /** The disk refused to go on. */
    | { readonly kind: 'failed'; readonly error: ParleyError };
  readonly report: ImportReport;
}

/** A transcript is read as a whole; bytes. */
const longestTranscript = 32 * 1024 ** 2;

const nothingFound =
  'No conversations were found in this file. Choose an export of ChatGPT, Claude, Open WebUI, LibreChat, Chatbox, Cherry Studio or Parley, or a Markdown transcript.';

/** One file that may hold conversations, in an archive or by itself. */
interface Document {
  readonly name: string;
  /** Bytes on the disk, for progress. */
  readonly weight: number;
  /** Bytes of content. */
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

interface Reading {
  readonly limits: ImportLimits;
  readonly signal: AbortSignal;
  readonly bringIn: BringIn;
  readonly reporter: Reporter;
  readonly fallbackTime: number;
  /** Told with the share of the document that has been read, 0 to 1. */
  readonly onRead: (share: number) => void;
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  document: Document,
  reading: Reading,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of chunks) {
    reading.signal.throwIfAborted();
    read += chunk.byteLength;
    yield chunk;
    reading.onRead(document.size === 0 ? 1 : Math.min(1, read / document.size));
  }
}

/** Reads a JSON document value by value. Returns how many conversations it named. */
async function readJson(
  chunks: AsyncIterable<Uint8Array>,
  document: Document,
  reading: Reading,
): Promise<number> {
  const { reporter, signal } = reading;
  let found = 0;
  const problems: string[] = [];
  let strangers = 0;
  for await (const value of jsonValues(counted(chunks, document, reading), reading.limits)) {
    signal.throwIfAborted();
    const where = `${document.name}, entry ${value.index + 1}`;
    if (value.kind === 'skipped') {
      problems.push(where, value.reason);
      continue;
    }
    let parsed: unknown;
    try {
      parsed = JSON.parse(value.bytes.toString('utf8'));
    } catch {
      problems.push(where, 'It is not valid JSON.');
      continue;
    }
    const conversations = findConversations(parsed);
    if (conversations === null) {
      strangers += 1;
      continue;
    }
    for (const conversation of conversations) {
      found += 1;
      reporter.note(await reading.bringIn(conversation, reading.fallbackTime));
      signal.throwIfAborted();
      // Tokens that arrive meanwhile go first.
      await nextTurn();
    }
  }
  // What is wrong in a file that holds no conversation concerns nobody, unless nothing else was read.
  if (found > 0 || reporter.count() === 0) {
    for (let at = 0; at + 1 < problems.length; at += 2) {
      reporter.note({ kind: 'skipped', name: problems[at] ?? '', reason: problems[at + 1] ?? '' });
    }
  }
  if (found > 0 && strangers > 0) {
    const name = strangers === 1 ? '1 entry' : `${strangers} entries`;
    reporter.note({
      kind: 'skipped',
      name: `${name} of ${document.name}`,
      reason: 'Not a conversation.',
    });
  }
  return found;
}

async function readAll(
  chunks: AsyncIterable<Uint8Array>,
  document: Document,
  reading: Reading,
): Promise<string | null> {
  if (document.size > longestTranscript) return null;
  const pieces: Uint8Array[] = [];
  for await (const chunk of counted(chunks, document, reading)) pieces.push(chunk);
  const bytes = Buffer.concat(pieces);
  try {
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function readText(
  chunks: AsyncIterable<Uint8Array>,
  document: Document,
  reading: Reading,
): Promise<number> {
  const text = await readAll(chunks, document, reading);
  if (text === null || !isTranscript(text)) return 0;
  const draft = readTranscript(text, basename(document.name));
  reading.reporter.note(await reading.bringIn(draft, reading.fallbackTime));
  return 1;
}

const jsonName = /\.json$/i;
const textName = /\.(?:md|markdown|txt)$/i;

/** Files that people gave to a chat lie in its export under the id of an upload; they are no exports. */
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

/** The parts of an import that stay the same from document to document. */
type Base = Omit<Reading, 'onRead'>;

async function readArchive(archive: Archive, base: Base, options: ImportOptions): Promise<number> {
  const { signal, onProgress } = options;
  const json = documentsOf(archive, jsonName, signal);
  const texts = documentsOf(archive, textName, signal);
  let done = 0;
  let found = 0;
  const total = json.reduce((sum, { weight }) => sum + weight, 0);
  const readOne = async (document: Document, read: typeof readJson): Promise<void> => {
    const onRead = (share: number): void =>
      onProgress(Math.round(done + share * document.weight), total);
    try {
      found += await read(document.open(), document, { ...base, onRead });
    } catch (error) {
      signal.throwIfAborted();
      if (endsImport(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      base.reporter.note({ kind: 'skipped', name: document.name, reason });
    }
    done += document.weight;
  };
  for (const document of json) await readOne(document, readJson);
  if (found > 0) return found;
  for (const document of texts) await readOne(document, readText);
  if (found === 0 && archive.entries.some(({ name }) => /(?:^|\/)IndexedDB\//.test(name))) {
    throw refused(
      'This backup holds the raw database of another program, which only that program can read. In Cherry Studio export the topics as Markdown, or use a backup of a version that writes data.json.',
    );
  }
  return found;
}

/** Failures of our own disk or store; those of the file being read cost only what they are in. */
function endsImport(error: unknown): boolean {
  if (error instanceof ExpectedError) return error.error.kind === 'storage';
  const code = errorCode(error);
  return code !== null && !code.startsWith('Z_');
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

async function readSource(
  base: Base,
  archive: Archive | null,
  options: ImportOptions,
  size: number,
  isJson: boolean,
): Promise<number> {
  const { path, onProgress, signal } = options;
  if (archive !== null) return readArchive(archive, base, options);
  const document: Document = {
    name: basename(path),
    weight: size,
    size,
    open: () => createReadStream(path, { highWaterMark: 256 * 1024, signal }),
  };
  const onRead = (share: number): void => onProgress(Math.round(share * size), size);
  const read = isJson ? readJson : readText;
  return read(document.open(), document, { ...base, onRead });
}

function readFailure(error: unknown): unknown {
  const code = errorCode(error);
  if (code === null || error instanceof ExpectedError) return error;
  if (code === 'ENOENT') return expected('invalid', 'The file is not there any more.');
  if (code === 'EISDIR')
    return expected('invalid', 'This is a folder. Choose the file of the export.');
  return expected('storage', `The import failed (${code}).`, { detail: String(error) });
}

/**
 * Brings in all conversations of a file. What it is, its content tells. One conversation that cannot be
 * read never stops the others. Throws an ExpectedError for a file that as a whole is refused, is no
 * export, or cannot be read or kept.
 */
export async function importFile(options: ImportOptions): Promise<ImportOutcome> {
  const { path, target, signal, limits = importLimits } = options;
  const reporter = createReporter();
  let archive: Archive | null = null;
  let kept = (): number => 0;
  try {
    const { size, mtimeMs } = await stat(path);
    const start = await firstBytes(path);
    const isZip = start.subarray(0, 2).toString('latin1') === 'PK' && (start[2] ?? 0) < 8;
    if (isZip) archive = await openArchive(path, limits, signal);
    const media = createMediaFetcher({ archive, target, limits, signal });
    kept = () => media.kept();
    const bringIn = createBringIn(target, media, limits, signal);
    const base: Base = { limits, signal, bringIn, reporter, fallbackTime: Math.round(mtimeMs) };
    await readSource(base, archive, options, size, looksLikeJson(start));
    if (reporter.count() === 0) throw refused(nothingFound);
    return { end: { kind: 'finished' }, report: reporter.report(kept()) };
  } catch (error) {
    if (signal.aborted) return { end: { kind: 'cancelled' }, report: reporter.report(kept()) };
    const failure = readFailure(error);
    if (reporter.count() === 0 || !(failure instanceof ExpectedError)) throw failure;
    return { end: { kind: 'failed', error: failure.error }, report: reporter.report(kept()) };
  } finally {
    archive?.close();
  }
}
