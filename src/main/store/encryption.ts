import type { SecretStorage } from '../providers/ports.ts';

/** The part of Electron's `safeStorage` that we use; Electron's own object fits. */
export interface SafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(
    encrypted: Buffer,
  ): Promise<{ readonly shouldReEncrypt: boolean; readonly result: string }>;
  /** Linux only. */
  getSelectedStorageBackend(): string;
  /** Linux only: use the built-in password when there is no keyring. */
  setUsePlainTextEncryption(usePlainText: boolean): void;
}

/** A text as the system's keyring decrypted it. */
export interface Decrypted {
  /** True if the keyring now encrypts differently. */
  readonly shouldReEncrypt: boolean;
  readonly result: string;
}

/**
 * Chromium's prefix on Linux for data that it encrypted with a password that is the same
 * everywhere. It falls back to that silently if the desktop should have a keyring but none answers:
 * the back end's name does not show it, and encryption is reported as available.
 */
const builtInPasswordMark = 'v10';

/** Encrypts with the system's keyring, and knows how strong that is. */
export interface Encryption {
  /** Returns base64. Rejects if the system cannot encrypt; the error may contain the text. */
  encrypt(text: string): Promise<string>;
  /** Rejects if the system cannot decrypt it now; the error may quote what it could not read. */
  decrypt(ciphertext: string): Promise<Decrypted>;
  /** Never rejects. */
  storage(): Promise<SecretStorage>;
}

/** Creates the encryption on top of Electron's. */
export function createEncryption(safeStorage: SafeStorage, platform: NodeJS.Platform): Encryption {
  function usesPlainText(): boolean {
    return platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  }

  async function fallsBackToBuiltInPassword(): Promise<boolean> {
    if (platform !== 'linux') return false;
    const sample = await safeStorage.encryptStringAsync('Parley');
    return sample.subarray(0, builtInPasswordMark.length).toString() === builtInPasswordMark;
  }

  function storageName(): string {
    if (platform === 'darwin') return 'Keychain';
    return platform === 'win32' ? 'DPAPI' : safeStorage.getSelectedStorageBackend();
  }

  async function encrypt(text: string): Promise<string> {
    // The caller has decided, before passing the key, whether the built-in password is acceptable.
    if (usesPlainText()) safeStorage.setUsePlainTextEncryption(true);
    return (await safeStorage.encryptStringAsync(text)).toString('base64');
  }

  async function decrypt(ciphertext: string): Promise<Decrypted> {
    if (usesPlainText()) safeStorage.setUsePlainTextEncryption(true);
    return safeStorage.decryptStringAsync(Buffer.from(ciphertext, 'base64'));
  }

  async function storage(): Promise<SecretStorage> {
    if (usesPlainText()) return { storage: 'weak', name: 'basic_text' };
    const name = storageName();
    try {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) {
        return { storage: 'unavailable', name };
      }
      if (await fallsBackToBuiltInPassword()) return { storage: 'weak', name: 'basic_text' };
      return { storage: 'strong', name };
    } catch {
      return { storage: 'unavailable', name };
    }
  }

  return { encrypt, decrypt, storage };
}
