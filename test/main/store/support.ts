import type { Notice, StorageStatus } from '../../../src/shared/contract/index.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import { newsWords } from '../../../src/shared/words/news-words.ts';
import * as fs from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import type { Conversation, Id, Message } from '../../../src/shared/model/conversation.ts';
import { nodeFileSystem, type FileSystem } from '../../../src/main/disk/file-system.ts';
import { openStore, type Store, type StoreOptions } from '../../../src/main/store/index.ts';
import type { SafeStorage } from '../../../src/main/store/encryption.ts';
import type { Timers } from '../../../src/main/disk/timers.ts';

// electron-store itself runs here. It works outside Electron when it is given an absolute folder, but
// the npm package `electron` would go and fetch its binary as soon as it is imported.
const hooks = registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'electron'
      ? { url: 'data:text/javascript,export default {}', shortCircuit: true }
      : nextResolve(specifier, context),
});

// Loaded here and not by the first save, so that no test's timing depends on it.
await import('../../../src/main/store/electron-json-file.ts');
afterAll(() => hooks.deregister());

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) fs.rmSync(root, { recursive: true, force: true });
});

/** A new, empty data folder, removed after the test. */
export function newRoot(): string {
  const root = fs.mkdtempSync(join(tmpdir(), 'parley-store-'));
  roots.push(root);
  return root;
}

/** Time that passes only when told to. */
export interface ManualTime extends Timers {
  now(): number;
  /** Lets `ms` pass, running what falls due, and waits until the disk has answered. */
  pass(ms: number): Promise<void>;
}

/** File operations under way in this process, of all stores. */
let underWay = 0;

/** Waits until the disk has answered everything that was asked of it. */
async function settleDisk(): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet = underWay === 0 ? quiet + 1 : 0) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

export function manualTime(start = Date.parse('2026-11-01T12:00:00.000Z')): ManualTime {
  let now = start;
  const due = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      due.add(timer);
      return () => due.delete(timer);
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        due.delete(next);
        now = Math.max(now, next.at);
        next.callback();
        await settleDisk();
      }
      now = end;
      await settleDisk();
    },
  };
}

/** One system call of the store, before it happens. */
export interface Call {
  /** Counts from 1. */
  readonly number: number;
  readonly name:
    | 'open'
    | 'facts'
    | 'makeLink'
    | 'readLink'
    | 'read'
    | 'write'
    | 'sync'
    | 'dataSync'
    | 'close'
    | 'rename'
    | 'unlink'
    | 'makeDirectory'
    | 'closeToOthers'
    | 'opennessOf'
    | 'list'
    | 'syncDirectory';
  readonly path: string;
}

/** What becomes of a call. `death` comes before it, `death_after` once it is done; nothing happens after either. */
export type Fate =
  | { readonly kind: 'works' }
  | { readonly kind: 'error'; readonly code: string }
  /** A write that takes half of the bytes: no error, as on a disk that is nearly full. */
  | { readonly kind: 'short' }
  | { readonly kind: 'death' }
  | { readonly kind: 'death_half_way' }
  | { readonly kind: 'death_after' };

/** The error that the system gives, as Node makes it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

/** The real disk, with a say in every call. */
export function attackedFiles(
  decide: (call: Call) => Fate,
): FileSystem & { readonly calls: Call[] } {
  const calls: Call[] = [];
  let dead = false;
  // Nobody sees this error but the code that is dead already.
  const gone = (): Promise<never> => Promise.reject(systemError('EDEAD'));

  async function run<T>(
    name: Call['name'],
    path: string,
    work: () => Promise<T>,
    half: () => Promise<T> = work,
  ): Promise<T> {
    if (dead) return gone();
    const call = { number: calls.length + 1, name, path };
    calls.push(call);
    underWay += 1;
    try {
      return await meet(decide(call), work, half);
    } finally {
      underWay -= 1;
    }
  }

  async function meet<T>(fate: Fate, work: () => Promise<T>, half: () => Promise<T>): Promise<T> {
    switch (fate.kind) {
      case 'works':
        return work();
      case 'short':
        return half();
      case 'error':
        throw systemError(fate.code);
      case 'death':
        dead = true;
        return gone();
      case 'death_half_way':
        dead = true;
        if (half !== work) await half();
        return gone();
      case 'death_after':
        dead = true;
        await work();
        return gone();
    }
  }

  return {
    calls,
    async open(path, flags, mode) {
      const file = await run('open', path, () => nodeFileSystem.open(path, flags, mode));
      return {
        facts: () => run('facts', path, () => file.facts()),
        read: (buffer, position) => run('read', path, () => file.read(buffer, position)),
        write: (bytes) =>
          run(
            'write',
            path,
            () => file.write(bytes),
            () => file.write(bytes.subarray(0, Math.ceil(bytes.byteLength / 2))),
          ),
        sync: () => run('sync', path, () => file.sync()),
        dataSync: () => run('dataSync', path, () => file.dataSync()),
        // The descriptor is given back in any case, or a long test would run out of them.
        close: async () => {
          underWay += 1;
          await file.close();
          underWay -= 1;
          await run('close', path, () => Promise.resolve());
        },
      };
    },
    rename: (from, to) => run('rename', to, () => nodeFileSystem.rename(from, to)),
    unlink: (path) => run('unlink', path, () => nodeFileSystem.unlink(path)),
    facts: (path) => run('facts', path, () => nodeFileSystem.facts(path)),
    factsOf: (path, names) => run('facts', path, () => nodeFileSystem.factsOf(path, names)),
    makeLink: (to, path) => run('makeLink', path, () => nodeFileSystem.makeLink(to, path)),
    readLink: (path) => run('readLink', path, () => nodeFileSystem.readLink(path)),
    makeDirectory: (path) => run('makeDirectory', path, () => nodeFileSystem.makeDirectory(path)),
    closeToOthers: (paths) =>
      run('closeToOthers', paths[0] ?? '', () => nodeFileSystem.closeToOthers(paths)).catch(() =>
        paths.map(() => 'open'),
      ),
    opennessOf: (path) =>
      run('opennessOf', path, () => nodeFileSystem.opennessOf(path)).catch(() => 'open'),
    list: (path) => run('list', path, () => nodeFileSystem.list(path)),
    syncDirectory: (path) => run('syncDirectory', path, () => nodeFileSystem.syncDirectory(path)),
  };
}

/** Encrypts by inverting every bit; what it made is readable only to a storage with the same `mark`. */
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

/** The store on a folder, with real files and electron-store unless told otherwise. */
export function storeOn(root: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  const files = attackedFiles(() => ({ kind: 'works' }));
  return openStore({ root, safeStorage: invertingStorage(), platform: 'linux', files, ...options });
}

/** The nth id of its kind; they sort by n. */
export function idOf(n: number): Id {
  return `019c0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const createdAt = '2026-11-01T12:00:00.000Z';

export function question(n: number, parentId: Id | null, text: string): Message {
  const parts = [{ kind: 'text' as const, text }];
  return { id: idOf(n), parentId, role: 'user', parts, status: 'complete', createdAt };
}

export function answer(
  n: number,
  parentId: Id | null,
  text: string,
  status: Message['status'],
): Message {
  const parts = text === '' ? [] : [{ kind: 'text' as const, text }];
  return { id: idOf(n), parentId, role: 'assistant', parts, status, createdAt };
}

/** A conversation of these messages; the last one is the leaf. */
export function conversationOf(
  n: number,
  title: string,
  messages: readonly Message[],
): Conversation {
  return {
    version: 3,
    id: idOf(n),
    title,
    titledBy: 'person',
    createdAt,
    updatedAt: createdAt,
    systemPrompt: null,
    providerId: null,
    model: 'm',
    leafId: messages.at(-1)?.id ?? null,
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
  };
}

export function withTitle(conversation: Conversation, title: string): Conversation {
  return { ...conversation, title };
}

export function fileOf(root: string, id: Id, extension = 'json'): string {
  return join(root, 'conversations', `${id}.${extension}`);
}

/** Writes a file of the data folder as it is; makes its folder. */
export function put(path: string, content: string | Uint8Array): void {
  fs.mkdirSync(join(path, '..'), { recursive: true });
  fs.writeFileSync(path, content);
}

/** The set-aside originals (without the reasons beside them). */
export function quarantined(root: string): readonly string[] {
  const directory = join(root, 'quarantine');
  if (!fs.existsSync(directory)) return [];
  const names = fs.readdirSync(directory).filter((name) => !name.endsWith('.reason.txt'));
  return names.sort().map((name) => join(directory, name));
}

/** A status as a person reads it. */
export function saidStatus(status: StorageStatus): object {
  return status.kind === 'saved' ? status : { ...status, reason: sentenceOf(status.reason) };
}

/** Notices as a person reads them. */
export function saidNotices(notices: readonly Notice[]): readonly string[] {
  return notices.map(({ news }) => newsWords(news));
}
