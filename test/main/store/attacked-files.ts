import { nodeFileSystem, type FileSystem } from '../../../src/main/disk/file-system.ts';

/** A system call of the store, before it happens. */
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

/**
 * The fate of a call. `death` comes before the call, `death_after` once it is done; nothing happens
 * after either.
 */
export type Fate =
  | { readonly kind: 'works' }
  | { readonly kind: 'error'; readonly code: string }
  /** A write that accepts half of the bytes without an error, as on a nearly full disk. */
  | { readonly kind: 'short' }
  | { readonly kind: 'death' }
  | { readonly kind: 'death_half_way' }
  | { readonly kind: 'death_after' };

/** A system error as Node makes it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

/** File operations in progress in this process, across all stores. */
let underWay = 0;

/** Waits until the disk has finished all operations. */
export async function settleDisk(): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet = underWay === 0 ? quiet + 1 : 0) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** The real disk, with control over every call. */
export function attackedFiles(
  decide: (call: Call) => Fate,
): FileSystem & { readonly calls: Call[] } {
  const calls: Call[] = [];
  let dead = false;
  // Only code that is already dead sees this error.
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
        // The descriptor is always closed, or a long test would run out of them.
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
