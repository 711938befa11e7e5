import { existsSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SafeStorage } from '../../store/encryption.ts';

/** The data folder of a program without a window. */
export interface DataFolder {
  readonly root: string;
  /** Deletes the folder if it is temporary. */
  readonly leave: () => void;
}

/** Opens the given folder, or creates a temporary one. */
export function openDataFolder(named: string | null, program: 'serve' | 'chat'): DataFolder {
  if (named !== null && named !== '') return { root: resolve(named), leave: () => undefined };
  const root = mkdtempSync(join(tmpdir(), `parley-${program}-`));
  return { root, leave: () => rmSync(root, { recursive: true, force: true }) };
}

/**
 * True while the app itself uses this folder, because two programs would overwrite each other.
 * Chromium keeps a link named SingletonLock there, to `host-pid` (Linux and macOS), or a file named
 * lockfile that is deleted on exit (Windows).
 */
export function isInUse(root: string): boolean {
  if (process.platform === 'win32') return existsSync(join(root, 'lockfile'));
  try {
    const target = readlinkSync(join(root, 'SingletonLock'));
    const cut = target.lastIndexOf('-');
    if (target.slice(0, cut) !== hostname()) return true;
    process.kill(Number(target.slice(cut + 1)), 0);
    return true;
  } catch (error) {
    // EPERM: the process is alive, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Nothing can be encrypted outside Electron: stored keys stay as they are and cannot be read. */
export const noSafeStorage: SafeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
  encryptStringAsync: () => Promise.reject(new Error('There is no keyring outside the app.')),
  decryptStringAsync: () => Promise.reject(new Error('There is no keyring outside the app.')),
  getSelectedStorageBackend: () => 'unavailable',
  setUsePlainTextEncryption: () => undefined,
};
