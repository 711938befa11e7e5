import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { lifecycle } from './app-state.ts';

/**
 * PARLEY_RUNTIME_KEYRING: `gnome_libsecret`, `kwallet6` (a working keyring), `basic_text` (Linux
 * without one), `unavailable` (no encryption at all), `locked` (encryption known, key withheld),
 * `rotated` (works, and asks to re-encrypt everything), `absent` (the desktop should have a keyring
 * but none answers, so Chromium falls back to its built-in password) or `asking` (it waits for its
 * password, and callers wait with it). Read at each call, so that a test can change it while the
 * program runs.
 */
function backend(): string {
  const chosen = process.env['PARLEY_RUNTIME_KEYRING'];
  return chosen === undefined || chosen === '' ? 'basic_text' : chosen;
}

/** The key is stored outside userData, as in a real keyring. */
function keyFile(): string {
  const chosen = process.env['PARLEY_RUNTIME_KEYRING_FILE'];
  if (chosen) return chosen;
  const config = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  return join(config, 'parley-stand-in', 'keyring');
}

function isBuiltInPassword(): boolean {
  return ['basic_text', 'absent'].includes(backend());
}

function readKey(): Buffer {
  if (isBuiltInPassword()) return createHash('sha256').update('peanuts').digest();
  try {
    return Buffer.from(readFileSync(keyFile(), 'utf8'), 'hex');
  } catch {
    const key = randomBytes(32);
    mkdirSync(dirname(keyFile()), { recursive: true });
    writeFileSync(keyFile(), key.toString('hex'), { mode: 0o600 });
    return key;
  }
}

function isAvailable(): boolean {
  return lifecycle.ready && !['unavailable', 'locked'].includes(backend());
}

function assertAvailable(action: string): void {
  if (!isAvailable()) {
    throw new Error(
      `Error while ${action} the text provided to safeStorage. Encryption is not available.`,
    );
  }
}

/** `v10` for the built-in password, `v11` for a keyring, as in Chromium; then nonce, tag, text. */
function encrypt(text: string): Buffer {
  assertAvailable('encrypting');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', readKey(), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const version = isBuiltInPassword() ? 'v10' : 'v11';
  return Buffer.concat([Buffer.from(version), nonce, cipher.getAuthTag(), body]);
}

function decrypt(data: Buffer): string {
  assertAvailable('decrypting');
  const bytes = Buffer.from(data);
  const failure = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.';
  if (!/^v1[01]$/.test(bytes.subarray(0, 3).toString('latin1'))) {
    throw new Error(`${failure} Ciphertext does not appear to be encrypted.`);
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', readKey(), bytes.subarray(3, 15));
    decipher.setAuthTag(bytes.subarray(15, 31));
    return decipher.update(bytes.subarray(31), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new Error(failure, { cause });
  }
}

/** Electron's `safeStorage`. */
export const safeStorage = {
  isEncryptionAvailable: isAvailable,
  encryptString: encrypt,
  decryptString: decrypt,
  isAsyncEncryptionAvailable: (): Promise<boolean> =>
    backend() === 'asking' ? new Promise(() => undefined) : Promise.resolve(isAvailable()),
  encryptStringAsync: (text: string): Promise<Buffer> =>
    new Promise((resolve) => {
      resolve(encrypt(text));
    }),
  decryptStringAsync: (data: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> =>
    new Promise((resolve) => {
      resolve({ result: decrypt(data), shouldReEncrypt: backend() === 'rotated' });
    }),
  getSelectedStorageBackend: (): string => {
    if (!lifecycle.ready) return 'unknown';
    const name = backend();
    return ['basic_text', 'kwallet', 'kwallet5', 'kwallet6'].includes(name)
      ? name
      : 'gnome_libsecret';
  },
  setUsePlainTextEncryption: (): void => undefined,
};
