import { Readable } from 'node:stream';
import * as yazl from 'yazl';

/** A file to put into an archive. */
export interface NewEntry {
  readonly name: string;
  readonly modified: Date;
  /** False for files that are already compressed, such as pictures. */
  readonly compress: boolean;
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Adds one entry to the archive; resolves when it has been read to its end. */
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
 * Streams a ZIP of these entries. One entry is read at a time, so memory use does not grow with the
 * archive. Ends with the first error of an entry.
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
