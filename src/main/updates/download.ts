import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expected } from '../../shared/expected.ts';
import { askFeed, feedFailure, type Feed, type FeedTimes } from './feed.ts';
import type { UpdateFile } from './manifest.ts';

/** Where downloads are, in the data folder. */
export const updatesFolder = (root: string): string => join(root, 'updates');

/** A download of a package. */
export interface Download {
  readonly fetch: typeof globalThis.fetch;
  readonly feed: Feed;
  readonly times: FeedTimes;
  readonly file: UpdateFile;
  /** The folder for downloads; nothing else is in it. */
  readonly folder: string;
  /** Ends it; what is there stays, and the next download goes on from it. */
  readonly signal: AbortSignal;
  /** Called with the number of bytes that are there. */
  readonly onProgress: (bytes: number) => void;
}

/** Where a package is while it is downloaded. */
const partOf = (folder: string, name: string): string => join(folder, `${name}.part`);

/** The number of bytes of a package that are there already. */
export async function downloadedBytes(folder: string, { name, size }: UpdateFile): Promise<number> {
  for (const path of [join(folder, name), partOf(folder, name)]) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile() === true) return Math.min(found.size, size);
  }
  return 0;
}

/** Removes downloads; all but those of the package that is named. */
export async function clearDownloads(folder: string, name: string | null): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const kept = name === null ? [] : [name, `${name}.part`];
  for (const each of names.filter((one) => !kept.includes(one))) {
    await rm(join(folder, each), { recursive: true, force: true });
  }
}

/** Throws an ExpectedError unless the file has the signed size and hash. */
export async function checkBytes(path: string, { size, sha512 }: UpdateFile): Promise<void> {
  const found = await stat(path);
  if (found.size > size) throw expected('update_too_long', {});
  if (found.size < size) throw expected('update_truncated', {});
  const hash = createHash('sha512');
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(piece as Buffer);
  }
  if (hash.digest('hex') !== sha512) throw expected('update_changed', {});
}

/** A signal that fires when nothing has come for a while, until `stop` is called. */
function silence(ms: number): {
  readonly signal: AbortSignal;
  readonly heard: () => void;
  readonly stop: () => void;
} {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearTimeout(timer);
  const heard = (): void => {
    stop();
    timer = setTimeout(() => {
      controller.abort(new DOMException('Nothing came', 'TimeoutError'));
    }, ms);
  };
  heard();
  return { signal: controller.signal, heard, stop };
}

/** Appends what is missing. The server may send it whole instead. */
async function fetchRest(download: Download, path: string, from: number): Promise<void> {
  const { fetch, feed, times, file, signal, onProgress } = download;
  const quiet = silence(times.silenceMs);
  const ended = AbortSignal.any([signal, quiet.signal]);
  const headers: Record<string, string> = from === 0 ? {} : { range: `bytes=${from}-` };
  try {
    const response = await askFeed(fetch, new URL(file.name, feed.url), headers, ended);
    const goesOn =
      response.status === 206 &&
      response.headers.get('content-range') === `bytes ${from}-${file.size - 1}/${file.size}`;
    const handle = await open(path, goesOn ? 'a' : 'w', 0o600);
    try {
      let bytes = goesOn ? from : 0;
      for await (const piece of response.body ?? []) {
        quiet.heard();
        bytes += piece.byteLength;
        if (bytes > file.size) throw expected('update_too_long', {});
        await handle.write(piece);
        onProgress(bytes);
      }
      if (bytes === 0) throw expected('update_empty', {});
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw feedFailure(error, signal);
  } finally {
    quiet.stop();
  }
}

/**
 * Downloads a package, or what is missing of it, and compares size and hash. Returns its path.
 * Throws an ExpectedError, the signal's reason, or Node's error of the disk.
 */
export async function downloadFile(download: Download): Promise<string> {
  const { file, folder, onProgress, signal } = download;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await clearDownloads(folder, file.name);
  const path = join(folder, file.name);
  const part = partOf(folder, file.name);
  const found = await stat(path).catch(() => null);
  if (found?.isFile() === true) await rename(path, part);
  const from = await downloadedBytes(folder, file);
  if (from < file.size) await fetchRest(download, part, from);
  signal.throwIfAborted();
  onProgress(file.size);
  try {
    await checkBytes(part, file);
  } catch (error) {
    // The next download begins anew, unless this one is only too short.
    const isShorter = (await stat(part)).size < file.size;
    if (!isShorter) await rm(part, { force: true });
    throw error;
  }
  await rename(part, path);
  return path;
}
