import * as fs from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { patiently } from './patience.ts';

/** Properties that distinguish one state of a file from another. */
export interface FileFacts {
  /** In bytes. */
  readonly size: number;
  /** Epoch ms, with decimals. */
  readonly changedMs: number;
  readonly inode: string;
  /** Number of hard links; 0 if the open file was deleted or replaced. */
  readonly links: number;
  /** False for folders, links and anything else. */
  readonly isFile: boolean;
}

/** True if nobody has written or replaced the file in between. */
export function sameFile(one: FileFacts, other: FileFacts): boolean {
  return one.size === other.size && one.changedMs === other.changedMs && one.inode === other.inode;
}

/** Only the person may read Parley's files, whatever the umask of the process. */
export const privateMode = { file: 0o600, folder: 0o700 } as const;

/**
 * Whether other users of this computer may open a file or folder. `private`: no, or it does not
 * exist. `closed`: they could until now. `open`: yes, and Parley cannot change that.
 */
export type Openness = 'private' | 'closed' | 'open';

/** An open file. Every method is one system call. */
export interface OpenFile {
  facts(): Promise<FileFacts>;
  /**
   * Fills `buffer` starting at `position`; returns the number of bytes read, 0 at the end of the
   * file.
   */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /**
   * Appends to the file; returns how many bytes were written, which may be fewer than given on a
   * full disk.
   */
  write(bytes: Uint8Array): Promise<number>;
  /** fsync: returns when content and metadata are on disk. */
  sync(): Promise<void>;
  /** fdatasync: returns when the content is on disk. */
  dataSync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The only seam between the store and the disk. Every file operation goes through here, so that a
 * test can refuse or delay each, or simulate a crash. Failures are Node's errors with their `code`.
 */
export interface FileSystem {
  /**
   * `r` reads, `r+` opens an existing file for writing, `wx` creates a file that must not exist,
   * `a` appends. Only this user may open a created file, unless `mode` says otherwise.
   */
  open(path: string, flags: 'r' | 'r+' | 'wx' | 'a', mode?: number): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Of the file, or of the link itself. */
  facts(path: string): Promise<FileFacts>;
  /**
   * The facts of many files in one directory, in order; null for one that does not exist or cannot
   * be examined.
   */
  factsOf(directory: string, names: readonly string[]): Promise<readonly (FileFacts | null)[]>;
  /** Creates a symbolic link at `path` to `target`, which need not exist. Throws EEXIST. */
  makeLink(target: string, path: string): Promise<void>;
  readLink(path: string): Promise<string>;
  /**
   * Creates a directory and its parents, accessible to this user only; succeeds if it already
   * exists.
   */
  makeDirectory(path: string): Promise<void>;
  /** Names of the entries, unordered. */
  list(path: string): Promise<readonly string[]>;
  /**
   * Makes each of these files and folders private; never throws. On Windows, which has no such
   * modes: `private`.
   */
  closeToOthers(paths: readonly string[]): Promise<readonly Openness[]>;
  /** `private` or `open`, without changing anything; never throws. */
  opennessOf(path: string): Promise<Openness>;
  /**
   * Makes renames and new names in this directory durable. Does nothing on Windows, which has no
   * such call.
   */
  syncDirectory(path: string): Promise<void>;
}

// Uses the callback API instead of node:fs/promises: a FileHandle costs several times as much,
// which shows when ten thousand conversations are read at start.
const open = promisify(fs.open);
const close = promisify(fs.close);
const fstat = promisify(fs.fstat);
const lstat = promisify(fs.lstat);
const symlink = promisify(fs.symlink);
const readlink = promisify(fs.readlink);
const rename = promisify(fs.rename);
const unlink = promisify(fs.unlink);
const fsync = promisify(fs.fsync);
const fdatasync = promisify(fs.fdatasync);

function read(fd: number, buffer: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.read(fd, buffer, 0, buffer.byteLength, position, (error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}

function write(fd: number, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.write(fd, bytes, (error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}

/**
 * A sync may wait for the disk for seconds, in one of the few threads that Node has for files. This
 * many may run at once, so that they never take all threads and block quick writes.
 */
const syncsAtOnce = 2;
let syncs = 0;
const waitingSyncs: (() => void)[] = [];

async function inTurn(sync: () => Promise<void>): Promise<void> {
  if (syncs >= syncsAtOnce) await new Promise<void>((resolve) => waitingSyncs.push(resolve));
  else syncs += 1;
  try {
    await sync();
  } finally {
    const next = waitingSyncs.shift();
    if (next === undefined) syncs -= 1;
    else next();
  }
}

/**
 * Directory syncs that have not started yet, by path. Each serves everyone who asks until then, so
 * that moving a thousand files takes only a few.
 */
const directorySyncs = new Map<string, Promise<void>>();

function syncDirectoryInTurn(path: string): Promise<void> {
  async function sync(): Promise<void> {
    // From here on, a new request needs the next sync.
    directorySyncs.delete(path);
    const fd = await open(path, 'r');
    try {
      await fsync(fd);
    } finally {
      await close(fd);
    }
  }
  // Deferred, so that the entry is in the map before the sync starts.
  const work = Promise.resolve().then(() => inTurn(sync));
  directorySyncs.set(path, work);
  return work;
}

function factsOf(stats: fs.Stats): FileFacts {
  const { size, mtimeMs, ino, nlink } = stats;
  const isFile = stats.isFile();
  return { size, changedMs: mtimeMs, inode: String(ino), links: nlink, isFile };
}

function factsNow(path: string): FileFacts | null {
  try {
    const stats = fs.lstatSync(path, { throwIfNoEntry: false });
    return stats === undefined ? null : factsOf(stats);
  } catch {
    // The next read of the file reports what is wrong.
    return null;
  }
}

const modesOfOthers = 0o077;
/**
 * The mode bit of folders that everybody may write to, such as /tmp: those must not be made
 * private.
 */
const stickyMode = 0o1000;

function closeNow(path: string, mayChange: boolean): Openness {
  try {
    const entry = fs.lstatSync(path, { throwIfNoEntry: false });
    const stats = entry?.isSymbolicLink() === true ? fs.statSync(path) : entry;
    // Follow a link only to a folder, which a person may keep elsewhere. A file behind a link is
    // not ours.
    if (stats === undefined || !(stats.isDirectory() || stats === entry)) return 'private';
    if ((stats.mode & modesOfOthers) === 0) return 'private';
    if (!mayChange || (stats.mode & stickyMode) !== 0) return 'open';
    fs.chmodSync(path, stats.isDirectory() ? privateMode.folder : privateMode.file);
    // A disk without modes (FAT) may accept the call and change nothing.
    return (fs.statSync(path).mode & modesOfOthers) === 0 ? 'closed' : 'open';
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'private' : 'open';
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** The real file system. */
export const nodeFileSystem: FileSystem = {
  async open(path, flags, mode = privateMode.file) {
    const fd = await open(path, flags, mode);
    return {
      facts: async () => factsOf(await fstat(fd)),
      read: (buffer, position) => read(fd, buffer, position),
      write: (bytes) => write(fd, bytes),
      sync: () => inTurn(() => fsync(fd)),
      dataSync: () => inTurn(() => fdatasync(fd)),
      close: () => close(fd),
    };
  },
  rename: (from, to) => patiently(() => rename(from, to)),
  unlink: (path) => patiently(() => unlink(path)),
  facts: async (path) => factsOf(await lstat(path)),
  async factsOf(directory, names) {
    const all: (FileFacts | null)[] = [];
    for (const [index, name] of names.entries()) {
      // Takes a fifth of the time of asynchronous calls, with an occasional pause for everything
      // else.
      if (index % 512 === 511) await pause();
      all.push(factsNow(join(directory, name)));
    }
    return all;
  },
  makeLink: (target, path) => symlink(target, path),
  readLink: (path) => readlink(path),
  async makeDirectory(path) {
    await fs.promises.mkdir(path, { recursive: true, mode: privateMode.folder });
  },
  list: (path) => fs.promises.readdir(path),
  async closeToOthers(paths) {
    if (process.platform === 'win32') return paths.map(() => 'private');
    const all: Openness[] = [];
    for (const [index, path] of paths.entries()) {
      if (index % 128 === 127) await pause();
      all.push(closeNow(path, true));
    }
    return all;
  },
  opennessOf: (path) =>
    Promise.resolve(process.platform === 'win32' ? 'private' : closeNow(path, false)),
  async syncDirectory(path) {
    if (process.platform === 'win32') return;
    await (directorySyncs.get(path) ?? syncDirectoryInTurn(path));
  },
};

/** The `code` of a Node error (`ENOSPC`), or null for anything else. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Awaits `work`; resolves to null instead of failing if the file or directory does not exist. */
export async function orNullIfMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
