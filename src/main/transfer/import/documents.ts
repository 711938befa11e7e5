import { setImmediate as nextTurn } from 'node:timers/promises';
import { expected } from '../../../shared/expected.ts';
import type { Coded } from '../../../shared/model/errors.ts';
import type { ItemName } from '../../../shared/model/jobs.ts';
import type { BringIn } from './bring-in.ts';
import { jsonValues, type JsonValue } from './json-values.ts';
import type { ImportLimits } from '../../disk/import-limits.ts';
import { createPauses } from '../../event-loop/pauses.ts';
import type { Reporter } from './reporter.ts';
import type { Understanding } from './understanding.ts';
import type { Meaning } from './understanding-protocol.ts';

/** One file that may contain conversations, from an archive or on its own. */
export interface Document {
  readonly name: string;
  /** Bytes on disk, for progress. */
  readonly weight: number;
  /** Bytes of content. */
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** Dependencies of reading one document. */
export interface Reading {
  readonly limits: ImportLimits;
  readonly signal: AbortSignal;
  readonly understanding: Understanding;
  readonly bringIn: BringIn;
  readonly reporter: Reporter;
  readonly fallbackTime: number;
  /** Called with the fraction of the document that was read, 0 to 1. */
  readonly onRead: (fraction: number) => void;
}

/** Reads a document and imports its contents. Returns how many conversations it contained. */
export type ReadDocument = (
  chunks: AsyncIterable<Uint8Array>,
  document: Document,
  reading: Reading,
) => Promise<number>;

/** Longest transcript (bytes); it is read as a whole. */
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

async function bringAll(count: number, reading: Reading): Promise<number> {
  for await (const conversation of reading.understanding.found(count)) {
    reading.reporter.note(await reading.bringIn(conversation, reading.fallbackTime));
    reading.signal.throwIfAborted();
    // Let streaming tokens go first.
    await nextTurn();
  }
  return count;
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
  // A problem in a file without conversations is irrelevant, unless nothing else was read.
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

/** Values are sent to the thread in batches of up to this many bytes, because many are tiny. */
const batchBytes = 256 * 1024;

type Value = Extract<JsonValue, { kind: 'value' }>;

/** Groups the values into batches, each with the values that were skipped before its end. */
async function* batches(values: AsyncIterable<JsonValue>): AsyncGenerator<readonly JsonValue[]> {
  let batch: JsonValue[] = [];
  let bytes = 0;
  const pause = createPauses();
  for await (const value of values) {
    await pause();
    batch.push(value);
    bytes += value.kind === 'value' ? value.size : 0;
    if (bytes < batchBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

const isValue = (value: JsonValue): value is Value => value.kind === 'value';

/**
 * Reads a JSON document value by value. Throws an ExpectedError for a file known not to be an
 * export.
 */
export const readJson: ReadDocument = async (chunks, document, reading) => {
  const { signal, limits, understanding } = reading;
  const problems: Problem[] = [];
  let gathered = 0;
  let found = 0;
  let strangers = 0;
  const take = async (value: Value, meaning: Meaning): Promise<void> => {
    switch (meaning.kind) {
      case 'found':
        found += await bringAll(meaning.count, reading);
        return;
      case 'gathered':
        // The messages held until the end of their document may together be no larger than one
        // value.
        gathered += value.size;
        if (gathered > limits.item) throw expected('import_too_many_at_once', {});
        return;
      case 'list_of_downloads':
        throw expected('import_list_of_downloads', {});
      case 'invalid':
        problems.push({ name: nameOf(value), reason: { code: 'import_invalid_json', params: {} } });
        return;
      case 'stranger':
        strangers += 1;
    }
  };
  const nameOf = ({ index }: JsonValue): ItemName => ({
    kind: 'entry',
    file: document.name,
    number: index + 1,
  });
  const pause = createPauses();
  understanding.begin();
  for await (const batch of batches(jsonValues(counted(chunks, document, reading), limits))) {
    signal.throwIfAborted();
    const values = batch.filter(isValue);
    const meanings = await understanding.values(values.map(({ pieces }) => pieces));
    const next = meanings.values();
    for (const value of batch) {
      await pause();
      if (value.kind === 'skipped') problems.push({ name: nameOf(value), reason: value.reason });
      else await take(value, next.next().value ?? { kind: 'stranger' });
    }
  }
  if (gathered > 0) {
    for (const meaning of await understanding.gathered()) {
      if (meaning.kind === 'found') found += await bringAll(meaning.count, reading);
    }
  }
  noteProblems({ problems, strangers }, found, document, reading);
  return found;
};

/** Reads a transcript; any other text contains no conversations. */
export const readText: ReadDocument = async (chunks, document, reading) => {
  if (document.size > longestTranscript) return 0;
  const pieces: Uint8Array[] = [];
  for await (const chunk of counted(chunks, document, reading)) pieces.push(chunk);
  reading.understanding.begin();
  const meaning = await reading.understanding.text(pieces, document.name);
  return meaning.kind === 'found' ? bringAll(meaning.count, reading) : 0;
};
