import { existsSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SafeStorage } from '../store/encryption.ts';

/** Where a program without a window keeps its data. */
export interface DataFolder {
  readonly root: string;
  /** Removes it if it is a passing one. */
  readonly leave: () => void;
}

/** Opens the folder that was named, or a passing one. */
export function openDataFolder(named: string | null): DataFolder {
  if (named !== null && named !== '') return { root: resolve(named), leave: () => undefined };
  const root = mkdtempSync(join(tmpdir(), 'parley-serve-'));
  return { root, leave: () => rmSync(root, { recursive: true, force: true }) };
}

/**
 * True while the app itself works on this folder: two programs would overwrite each other. Chromium
 * leaves a link named SingletonLock there, to `host-pid` (Linux and macOS), or keeps a file named
 * lockfile that goes with it (Windows).
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
    // EPERM: it lives, but is someone else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Outside Electron nothing can be encrypted: keys are kept as they are, and cannot be read. */
export const noSafeStorage: SafeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
  encryptStringAsync: () => Promise.reject(new Error('There is no keyring outside the app.')),
  decryptStringAsync: () => Promise.reject(new Error('There is no keyring outside the app.')),
  getSelectedStorageBackend: () => 'unavailable',
  setUsePlainTextEncryption: () => undefined,
};
