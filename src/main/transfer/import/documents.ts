import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expected } from '../../../shared/expected.ts';
import type { Coded } from '../../../shared/model/errors.ts';
import type { ItemName } from '../../../shared/model/jobs.ts';
import type { BringIn } from './bring-in.ts';
import { findConversations, findGathered, isListOfDownloads } from './detect.ts';
import type { Found, GatheredFormat } from './formats/format.ts';
import { isTranscript, readTranscript } from './formats/markdown.ts';
import { jsonValues } from './json-values.ts';
import type { ImportLimits } from '../../disk/import-limits.ts';
import type { Reporter } from './reporter.ts';

/** One file that may hold conversations, in an archive or by itself. */
export interface Document {
  readonly name: string;
  /** Bytes on the disk, for progress. */
  readonly weight: number;
  /** Bytes of content. */
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** What the reading of one document needs. */
export interface Reading {
  readonly limits: ImportLimits;
  readonly signal: AbortSignal;
  readonly bringIn: BringIn;
  readonly reporter: Reporter;
  readonly fallbackTime: number;
  /** Called with the fraction of the document that was read, 0 to 1. */
  readonly onRead: (fraction: number) => void;
}

/** Reads a document and brings in what it holds. Returns how many conversations it named. */
export type ReadDocument = (
  chunks: AsyncIterable<Uint8Array>,
  document: Document,
  reading: Reading,
) => Promise<number>;

/** A transcript is read as a whole; bytes. */
const longestTranscript = 32 * 1024 ** 2;

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

/** Messages that are gathered until their document ends; together no larger than one value may be. */
interface Gathering {
  readonly messages: Map<GatheredFormat, unknown[]>;
  bytes: number;
}

function gather(
  gathering: Gathering,
  format: GatheredFormat,
  value: unknown,
  bytes: number,
  limits: ImportLimits,
): void {
  gathering.bytes += bytes;
  if (gathering.bytes > limits.item) throw expected('import_too_many_at_once', {});
  const messages = gathering.messages.get(format) ?? [];
  messages.push(value);
  gathering.messages.set(format, messages);
}

async function bringAll(found: readonly Found[], reading: Reading): Promise<number> {
  for (const conversation of found) {
    reading.reporter.note(await reading.bringIn(conversation, reading.fallbackTime));
    reading.signal.throwIfAborted();
    // Tokens that arrive meanwhile go first.
    await nextTurn();
  }
  return found.length;
}

interface Problem {
  readonly name: ItemName;
  readonly reason: Coded;
}

function noteProblems(
  { problems, strangers }: { readonly problems: readonly Problem[]; readonly strangers: number },
  found: number,
  document: Document,
  { reporter }: Reading,
): void {
  // What is wrong in a file that holds no conversation concerns nobody, unless nothing else was read.
  if (found > 0 || reporter.count() === 0) {
    for (const problem of problems) reporter.note({ kind: 'skipped', ...problem });
  }
  if (found > 0 && strangers > 0) {
    reporter.note({
      kind: 'skipped',
      name: { kind: 'entries', file: document.name, count: strangers },
      reason: { code: 'import_not_a_conversation', params: {} },
    });
  }
}

/** Reads a JSON document value by value. Throws an ExpectedError for one that is known to be no export. */
export const readJson: ReadDocument = async (chunks, document, reading) => {
  const { signal, limits } = reading;
  const problems: Problem[] = [];
  const gathering: Gathering = { messages: new Map(), bytes: 0 };
  let found = 0;
  let strangers = 0;
  for await (const value of jsonValues(counted(chunks, document, reading), limits)) {
    signal.throwIfAborted();
    const name = { kind: 'entry', file: document.name, number: value.index + 1 } as const;
    if (value.kind === 'skipped') {
      problems.push({ name, reason: value.reason });
      continue;
    }
    let parsed: unknown;
    try {
      parsed = JSON.parse(value.bytes.toString('utf8'));
    } catch {
      problems.push({ name, reason: { code: 'import_invalid_json', params: {} } });
      continue;
    }
    const conversations = findConversations(parsed);
    if (conversations !== null) {
      found += await bringAll(conversations, reading);
      continue;
    }
    const format = findGathered(parsed);
    if (format !== null) {
      gather(gathering, format, parsed, value.bytes.byteLength, limits);
      continue;
    }
    if (isListOfDownloads(parsed)) throw expected('import_list_of_downloads', {});
    strangers += 1;
  }
  for (const [format, messages] of gathering.messages) {
    found += await bringAll(await format.read(messages), reading);
  }
  noteProblems({ problems, strangers }, found, document, reading);
  return found;
};

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

/** Reads a transcript; a text that is none holds no conversation. */
export const readText: ReadDocument = async (chunks, document, reading) => {
  const text = await readAll(chunks, document, reading);
  if (text === null || !isTranscript(text)) return 0;
  const draft = readTranscript(text, basename(document.name));
  reading.reporter.note(await reading.bringIn(draft, reading.fallbackTime));
  return 1;
};
