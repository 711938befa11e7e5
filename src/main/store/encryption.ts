import type { SecretStorage } from '../providers/ports.ts';

/** What of Electron's `safeStorage` is used; Electron's own object fits. */
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

/** A text as the system's keyring gave it back. */
export interface Decrypted {
  /** The keyring encrypts in another way now. */
  readonly shouldReEncrypt: boolean;
  readonly result: string;
}

/**
 * How Chromium marks on Linux what it encrypted with a password that is the same everywhere. It falls
 * back to that without a word where the desktop should have a keyring and none answers: the name of
 * the back end does not tell, and encryption counts as available.
 */
const builtInPasswordMark = 'v10';

/** Encrypts with the system's keyring, and knows how well that guards. */
export interface Encryption {
  /** Returns base64. Rejects if the system cannot encrypt; the error might hold the text. */
  encrypt(text: string): Promise<string>;
  /** Rejects if the system cannot decrypt it now; the error may quote what it could not read. */
  decrypt(ciphertext: string): Promise<Decrypted>;
  /** Never rejects. */
  storage(): Promise<SecretStorage>;
}

/** Makes the encryption over Electron's. */
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
    // Whether the built-in password will do is the caller's decision, taken before it gives the key.
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
