import type { Notice, StorageStatus } from '../../../src/shared/contract/index.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import { newsWords } from '../../../src/shared/words/news-words.ts';
import * as fs from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import type { Id } from '../../../src/shared/model/conversation.ts';
import { openStore, type Store, type StoreOptions } from '../../../src/main/store/index.ts';
import type { SafeStorage } from '../../../src/main/store/encryption.ts';
import { attackedFiles } from './attacked-files.ts';
import { removeFolder } from '../../scratch.ts';

// electron-store itself runs here. Given an absolute folder, it works outside Electron, but the npm
// package `electron` would download its binary on import.
const hooks = registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'electron'
      ? { url: 'data:text/javascript,export default {}', shortCircuit: true }
      : nextResolve(specifier, context),
});

// Loaded here rather than by the first save, so that no test's timing depends on it.
await import('../../../src/main/store/electron-json-file.ts');
afterAll(() => hooks.deregister());

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) removeFolder(root);
});

/** A new, empty data folder, removed after the test. */
export function newRoot(): string {
  const root = fs.mkdtempSync(join(tmpdir(), 'parley-store-'));
  roots.push(root);
  return root;
}

/** Encrypts by inverting every bit. Only a storage with the same `mark` can decrypt the result. */
export function invertingStorage(mark = 1): SafeStorage & { reEncrypt: boolean; plain: boolean } {
  const storage = {
    reEncrypt: false,
    plain: false,
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text: string) =>
      Promise.resolve(Buffer.from([mark, ...Buffer.from(text).map((byte) => byte ^ 0xff)])),
    decryptStringAsync: (bytes: Buffer) =>
      bytes[0] === mark
        ? Promise.resolve({
            shouldReEncrypt: storage.reEncrypt,
            result: Buffer.from(bytes.subarray(1).map((byte) => byte ^ 0xff)).toString(),
          })
        : Promise.reject(new Error('not mine')),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    setUsePlainTextEncryption: (plain: boolean) => {
      storage.plain = plain;
    },
  };
  return storage;
}

/** The store on a folder, with real files and electron-store by default. */
export function storeOn(root: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  const files = attackedFiles(() => ({ kind: 'works' }));
  return openStore({ root, safeStorage: invertingStorage(), platform: 'linux', files, ...options });
}

export function fileOf(root: string, id: Id, extension = 'json'): string {
  return join(root, 'conversations', `${id}.${extension}`);
}

/** Writes a file of the data folder unchanged, and creates its folder. */
export function put(path: string, content: string | Uint8Array): void {
  fs.mkdirSync(join(path, '..'), { recursive: true });
  fs.writeFileSync(path, content);
}

/** The quarantined originals, without the reasons beside them. */
export function quarantined(root: string): readonly string[] {
  const directory = join(root, 'quarantine');
  if (!fs.existsSync(directory)) return [];
  const names = fs.readdirSync(directory).filter((name) => !name.endsWith('.reason.txt'));
  return names.sort().map((name) => join(directory, name));
}

/** A status in words, as a person reads it. */
export function saidStatus(status: StorageStatus): object {
  return status.kind === 'saved' ? status : { ...status, reason: sentenceOf(status.reason) };
}

/** Notices in words, as a person reads them. */
export function saidNotices(notices: readonly Notice[]): readonly string[] {
  return notices.map(({ news }) => newsWords(news));
}
