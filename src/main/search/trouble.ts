import { closeSync, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../disk/file-system.ts';

/** Why the index cannot be used. */
export interface Trouble {
  /**
   * `lasting`: this Parley will never have an index; `broken`: the file has to be made anew;
   * `temporary`: the disk refuses, which may change at any moment; `unknown`: an error nobody expected.
   */
  readonly kind: 'lasting' | 'broken' | 'temporary' | 'unknown';
  /** One sentence for the person: why messages cannot be searched, and what helps. */
  readonly message: string;
}

/** SQLite's result codes, as far as they say more than "error". */
const sqlite = {
  permission: 3,
  busy: 5,
  locked: 6,
  noMemory: 7,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  tooBig: 18,
  format: 24,
  notADatabase: 26,
} as const;

/** For a file that is damaged, is no database, or belongs to something else. */
const brokenCodes: ReadonlySet<number> = new Set([
  sqlite.corrupt,
  sqlite.format,
  sqlite.notADatabase,
]);

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

/** True for an error that means the file has to be made anew. */
export function isBroken(error: unknown): boolean {
  const code = resultCode(error);
  return code !== null && brokenCodes.has(code);
}

/** SQLite says only that it cannot open, read or write: the system says why. null: it does not refuse now. */
function systemCode(path: string): string | null {
  try {
    closeSync(openSync(path, 'a'));
    const { bavail } = statfsSync(dirname(path));
    return bavail === 0 ? 'ENOSPC' : null;
  } catch (error) {
    return errorCode(error);
  }
}

/** What a result code stands for where the system has no word of its own. */
function codeOf(result: number): string | null {
  switch (result) {
    case sqlite.full:
      return 'ENOSPC';
    case sqlite.readOnly:
      return 'EROFS';
    case sqlite.permission:
      return 'EACCES';
    case sqlite.busy:
    case sqlite.locked:
      return 'EBUSY';
    case sqlite.noMemory:
      return 'ENOMEM';
    case sqlite.ioError:
    case sqlite.cannotOpen:
      return 'EIO';
    case sqlite.tooBig:
      return 'EFBIG';
    default:
      return null;
  }
}

/** The reason and the next step, to be put behind "because". */
function reason(code: string, path: string): string {
  const folder = dirname(path);
  const byItself = 'and search works again by itself';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk is full. Free some space, ${byItself}.`;
    case 'EROFS':
      return `the disk of your data folder is read-only. Make it writable, ${byItself}.`;
    case 'EACCES':
    case 'EPERM':
      return `Parley is not allowed to write to ${folder}. Allow it in the permissions of the folder, ${byItself}.`;
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
      return `the data folder is missing: ${folder}. Connect its disk or put it back, ${byItself}.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `there is a file where the data folder should be: ${folder}. Move that file away, ${byItself}.`;
    case 'EISDIR':
      return `there is a folder where the search index should be: ${path}. Move that folder away, ${byItself}.`;
    case 'ELOOP':
      return `a link on the way to ${folder} leads back to itself. Mend the link, ${byItself}.`;
    case 'EBUSY':
    case 'ETXTBSY':
      return `another program holds the search index open. Close it, ${byItself}.`;
    case 'EMFILE':
    case 'ENFILE':
      return `too many files are open on this computer. Close some programs, ${byItself}.`;
    case 'ENOMEM':
      return `the memory of this computer is full. Close some programs, ${byItself}.`;
    case 'EFBIG':
      return `the search index has become too big for this disk. Move your data folder to another disk in Settings, under Data.`;
    case 'EIO':
      return `the disk reported an error. Check the disk; Parley tries again by itself.`;
    default:
      return `the system refused (${code}). Parley tries again by itself.`;
  }
}

const sentence = (why: string): string => `Messages cannot be searched now, because ${why}`;

/** Finds out why an error of the index at `path` came, in part by looking at the disk. Never throws. */
export function troubleOf(error: unknown, path: string): Trouble {
  const text = error instanceof Error ? error.message : '';
  const code = errorCode(error);
  if (code === 'ERR_UNKNOWN_BUILTIN_MODULE' || text.includes('no such module')) {
    const message =
      'Messages cannot be searched here, because this build of Parley has no full-text search; titles can.';
    return { kind: 'lasting', message };
  }
  if (isBroken(error)) {
    const why =
      'the search index is damaged, also after it was made anew. Check the disk; Parley tries again by itself.';
    return { kind: 'broken', message: sentence(why) };
  }
  const result = resultCode(error);
  const found = result === null ? code : knownCode(result, path);
  if (found !== null && /^E[A-Z0-9]+$/.test(found)) {
    return { kind: 'temporary', message: sentence(reason(found, path)) };
  }
  const why = 'of an error that Parley does not know. It tries again by itself.';
  return { kind: 'unknown', message: sentence(why) };
}

function knownCode(result: number, path: string): string | null {
  const meant = codeOf(result);
  if (meant === null) return null;
  const isTold = meant === 'ENOSPC' || meant === 'EBUSY' || meant === 'ENOMEM';
  return isTold ? meant : (systemCode(path) ?? meant);
}
