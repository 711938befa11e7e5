import * as z from 'zod';
import type { Notice } from '../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import type { SecretRead, SecretsPort } from '../providers/ports.ts';
import type { StoreParts } from './parts.ts';
import { createEncryption, type Decrypted, type SafeStorage } from './encryption.ts';
import { isObject } from './fields.ts';
import { diskFaultOf } from './save-status.ts';
import { openSmallFile } from './small-file.ts';

/** A provider's entry in `secrets.json`: no field of it reveals the key. */
const entrySchema = z.looseObject({
  /** The key as encrypted by safeStorage, in base64. */
  ciphertext: z.base64().min(1),
  lastFour: z.string().max(4),
  origin: z.string(),
});
type Entry = z.infer<typeof entrySchema>;

const secretsVersion = 1;

/** The last four characters of a shorter key are not shown: they would reveal too much. */
const shownFromLength = 12;

/** Encrypted keys by name. */
type SealedKeys = Readonly<Record<string, Entry>>;

/** The keys as undo remembers them. */
export interface SealedSecrets {
  /** The keys by name, encrypted as they are kept. */
  readonly sealed: () => SealedKeys;
  /** Replaces them, so that deleted ones come back. Throws an ExpectedError (`storage`). */
  readonly reseal: (keys: SealedKeys) => Promise<void>;
}

/** The keys, with the operations only the store itself uses. */
export interface SecretsFile extends SecretsPort, SealedSecrets {
  readonly notices: readonly Notice[];
  /** Resolves when no write is in progress. */
  flush(): Promise<void>;
}

/** Reads `secrets.json` in `root`. Never throws. Nothing is decrypted until it is needed. */
export async function openSecrets(
  parts: StoreParts,
  root: string,
  safeStorage: SafeStorage,
  platform: NodeJS.Platform,
): Promise<SecretsFile> {
  const file = await openSmallFile(parts, { directory: root, name: 'secrets' });
  const notices = [...file.notices];
  const { version, keys, ...unknown } = file.fields;
  const isNewer = typeof version === 'number' && version > secretsVersion;
  const entries = new Map<string, Entry>();
  /** Entries that this version cannot read; they stay in the file unchanged. */
  const strangers = new Map<string, unknown>();
  for (const [providerId, value] of Object.entries(isObject(keys) ? keys : {})) {
    const entry = entrySchema.safeParse(value);
    if (entry.success) entries.set(providerId, entry.data);
    else strangers.set(providerId, value);
  }
  if (strangers.size > 0) {
    notices.push(await file.setAside({ kind: 'keys_damaged' }));
  }
  const encryption = createEncryption(safeStorage, platform);
  let last: Promise<void> = Promise.resolve();

  /** Writes one change at a time; undoes a failed one, so that memory matches the disk. */
  async function put(providerId: string, entry: Entry | null): Promise<void> {
    async function apply(): Promise<void> {
      const before = entries.get(providerId);
      if (entry === null) entries.delete(providerId);
      else entries.set(providerId, entry);
      const stranger = strangers.get(providerId);
      strangers.delete(providerId);
      try {
        if (isNewer) throw expected('file_by_newer', { name: 'secrets.json' });
        await file.write({
          ...unknown,
          version: secretsVersion,
          keys: Object.fromEntries([...strangers, ...entries]),
        });
      } catch (error) {
        if (before === undefined) entries.delete(providerId);
        else entries.set(providerId, before);
        if (stranger !== undefined) strangers.set(providerId, stranger);
        throw error;
      }
    }
    const change = last.then(apply);
    last = change.catch(() => undefined);
    await change;
  }

  function failure(code: 'key_unsaved' | 'key_undeleted', error: unknown): ExpectedError {
    return error instanceof ExpectedError ? error : expected(code, { disk: diskFaultOf(error) });
  }

  return {
    notices,
    status(providerId) {
      const entry = entries.get(providerId);
      return entry === undefined ? null : { lastFour: entry.lastFour, origin: entry.origin };
    },
    async read(providerId): Promise<SecretRead> {
      const entry = entries.get(providerId);
      if (entry === undefined) return { kind: 'none' };
      let decrypted: Decrypted;
      try {
        decrypted = await encryption.decrypt(entry.ciphertext);
      } catch {
        // A locked keyring may be unlocked later. The error may quote what it could not read.
        return { kind: 'unreadable' };
      }
      if (decrypted.shouldReEncrypt) {
        try {
          const ciphertext = await encryption.encrypt(decrypted.result);
          if (entries.get(providerId) === entry) await put(providerId, { ...entry, ciphertext });
        } catch {
          // The old ciphertext still works, and the next use of the key tries again.
        }
      }
      return { kind: 'key', key: decrypted.result, origin: entry.origin };
    },
    async write(providerId, key, origin) {
      let ciphertext: string;
      try {
        ciphertext = await encryption.encrypt(key);
      } catch {
        // The cause is left out: it may contain the key.
        throw expected('key_unencrypted', {});
      }
      const lastFour = key.length < shownFromLength ? '' : key.slice(-4);
      await put(providerId, { ciphertext, lastFour, origin }).catch((error: unknown) => {
        throw failure('key_unsaved', error);
      });
    },
    async remove(providerId) {
      if (!entries.has(providerId) && !strangers.has(providerId)) return;
      await put(providerId, null).catch((error: unknown) => {
        throw failure('key_undeleted', error);
      });
    },
    sealed: () => Object.fromEntries(entries),
    async reseal(keys) {
      const all = [...new Set([...entries.keys(), ...Object.keys(keys)])];
      // Only what differs now: another key may be renewed while one is written.
      const changed = all.filter((name) => entries.get(name) !== keys[name]);
      for (const name of changed) {
        await put(name, keys[name] ?? null).catch((error: unknown) => {
          throw failure('key_unsaved', error);
        });
      }
    },
    storage: () => encryption.storage(),
    flush: () => last,
  };
}
