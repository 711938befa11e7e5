import { closeSync, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SearchTrouble } from '../../shared/model/library.ts';
import { errorCode } from '../disk/file-system.ts';

/** SQLite's result codes that say more than "error". */
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

/** Codes for a file that is damaged, not a database, or another program's. */
const brokenCodes: ReadonlySet<number> = new Set([
  sqlite.corrupt,
  sqlite.format,
  sqlite.notADatabase,
]);

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

/** True for an error that requires the file to be rebuilt. */
export function isBroken(error: unknown): boolean {
  const code = resultCode(error);
  return code !== null && brokenCodes.has(code);
}

/**
 * SQLite only says that it cannot open, read or write. This asks the system why; null if it does
 * not refuse now.
 */
function systemCode(path: string): string | null {
  try {
    closeSync(openSync(path, 'a'));
    const { bavail } = statfsSync(dirname(path));
    return bavail === 0 ? 'ENOSPC' : null;
  } catch (error) {
    return errorCode(error);
  }
}

/** The code for a SQLite result when the system reports none. */
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

/**
 * Finds the cause of an error of the index at `path`, partly by checking the disk. Never throws.
 */
export function troubleOf(error: unknown, path: string): SearchTrouble {
  const text = error instanceof Error ? error.message : '';
  const code = errorCode(error);
  if (code === 'ERR_UNKNOWN_BUILTIN_MODULE' || text.includes('no such module')) {
    return { kind: 'no_full_text' };
  }
  if (isBroken(error)) return { kind: 'damaged' };
  const result = resultCode(error);
  const found = result === null ? code : knownCode(result, path);
  return found !== null && /^E[A-Z0-9]+$/.test(found)
    ? { kind: 'refused', code: found, folder: dirname(path), path }
    : { kind: 'unknown' };
}

function knownCode(result: number, path: string): string | null {
  const meant = codeOf(result);
  if (meant === null) return null;
  const isTold = meant === 'ENOSPC' || meant === 'EBUSY' || meant === 'ENOMEM';
  return isTold ? meant : (systemCode(path) ?? meant);
}
