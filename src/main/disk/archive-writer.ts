import { Readable } from 'node:stream';
import * as yazl from 'yazl';

/** A file for an archive. */
export interface NewEntry {
  readonly name: string;
  readonly modified: Date;
  /** Pictures are packed already. */
  readonly compress: boolean;
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Hands one entry to the writer; resolves when it has been read to its end. */
function addEntry(zip: yazl.ZipFile, entry: NewEntry, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = Readable.from(entry.chunks(), { objectMode: false });
    const onStop = (): void => {
      stream.destroy();
      reject(stop.reason instanceof Error ? stop.reason : new Error('stopped'));
    };
    stop.addEventListener('abort', onStop, { once: true });
    const done = (): void => stop.removeEventListener('abort', onStop);
    stream.once('end', () => {
      done();
      resolve();
    });
    stream.once('error', (error) => {
      done();
      reject(error);
    });
    const options = { mtime: entry.modified, compress: entry.compress, mode: 0o100644 };
    zip.addReadStreamLazy(entry.name, options, (use) => use(null, stream));
  });
}

/**
 * A ZIP of these entries, made as it is read: one entry at a time, so that memory does not grow with
 * the archive. Ends with the first error of an entry.
 */
export async function* archiveOf(entries: AsyncIterable<NewEntry>): AsyncGenerator<Uint8Array> {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  const stop = new AbortController();
  zip.on('error', (error: Error) => output.destroy(error));
  const producer = (async () => {
    for await (const entry of entries) {
      stop.signal.throwIfAborted();
      await addEntry(zip, entry, stop.signal);
    }
    zip.end();
  })();
  const produced = producer.catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    for await (const chunk of output) yield chunk as Uint8Array;
    await producer;
  } finally {
    stop.abort();
    output.destroy();
    await produced;
  }
}
