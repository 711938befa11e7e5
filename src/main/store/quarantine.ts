import { basename, join } from 'node:path';
import { withoutIsolates } from '../../shared/language/isolate.ts';
import { t } from '../../shared/language/translate.ts';
import type { SetAsideReason } from '../../shared/model/news.ts';
import { setAsideWords } from '../../shared/words/news-words.ts';
import type { FileSystem } from '../disk/file-system.ts';
import { writeAtomic } from '../disk/files.ts';
import { createPauses } from '../event-loop/pauses.ts';

/** Main may do other work after hashing this many bytes. */
const hashedAtOnce = 1024 * 1024;

/** Where damaged files are set aside, unchanged, each with a `.reason.txt` beside it. */
export interface Quarantine {
  /**
   * The path that {@link keepCopy} uses. The same bytes always get the same path, so that a
   * repeated start copies nothing twice.
   */
  pathFor(name: string, bytes: Uint8Array): Promise<string>;
  /** Copies a file to the quarantine; durable once resolved. Throws Node's error. */
  keepCopy(name: string, bytes: Uint8Array, reason: SetAsideReason): Promise<void>;
  /**
   * Moves a file, or a directory in its place, to the quarantine; returns its new path. Throws
   * Node's error.
   */
  moveAside(path: string, reason: SetAsideReason): Promise<string>;
}

/** `now` returns epoch ms. */
export function createQuarantine(
  files: FileSystem,
  directory: string,
  now: () => number,
): Quarantine {
  async function explain(path: string, name: string, reason: SetAsideReason): Promise<void> {
    const date = new Date(now()).toISOString();
    const text = withoutIsolates(
      `${t('set_aside.explained', { file: name, date })}\n${setAsideWords(reason)}\n`,
    );
    await writeAtomic(files, `${path}.reason.txt`, [Buffer.from(text)]);
  }

  async function pathFor(name: string, bytes: Uint8Array): Promise<string> {
    // Loaded for damaged files only: Node's cryptography takes 4 ms of a start.
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256');
    const pause = createPauses();
    for (let at = 0; at < bytes.byteLength; at += hashedAtOnce) {
      hash.update(bytes.subarray(at, at + hashedAtOnce));
      await pause();
    }
    return join(directory, `${hash.digest('hex').slice(0, 12)}-${name}`);
  }

  return {
    pathFor,
    async keepCopy(name, bytes, reason) {
      const path = await pathFor(name, bytes);
      await writeAtomic(files, path, [bytes]);
      await explain(path, name, reason);
    },
    async moveAside(path, reason) {
      const name = basename(path);
      const target = join(directory, `${now()}-${name}`);
      await files.makeDirectory(directory);
      await explain(target, name, reason);
      await files.rename(path, target);
      await files.syncDirectory(directory);
      return target;
    },
  };
}
