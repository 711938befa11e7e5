import { chmodSync, closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { privateMode } from '../../disk/file-system.ts';
import { isBroken } from '../trouble.ts';

/** Raising this causes every older index to be rebuilt. */
const schemaVersion = 4;

const schema = `
  CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    -- Of the file as it was indexed; 0 and 0 if the index is ahead of it.
    mtime REAL NOT NULL,
    size INTEGER NOT NULL,
    head TEXT NOT NULL
  );
  CREATE TABLE model (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE label (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    -- Empty for a title.
    uuid BLOB NOT NULL,
    fingerprint INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    model INTEGER NOT NULL,
    created INTEGER NOT NULL,
    prompt INTEGER NOT NULL,
    completion INTEGER NOT NULL,
    cached INTEGER NOT NULL,
    -- Rows of label.
    provider INTEGER NOT NULL,
    assistant INTEGER NOT NULL,
    -- What the server charged, in US dollars; null if it did not say.
    charged REAL
  );
  CREATE VIRTUAL TABLE fulltext USING fts5 (
    words, parts, content='', contentless_delete=1, tokenize='ascii'
  );
  INSERT INTO fulltext (fulltext, rank) VALUES ('hashsize', 33554432);
  PRAGMA user_version = ${schemaVersion};
`;

/** SQLite's own files beside the index. */
const companions = ['-wal', '-shm', '-journal'];

/** Deletes the index, which is only a cache. Throws Node's error. */
export function deleteDatabase(path: string): void {
  for (const suffix of ['', ...companions]) rmSync(`${path}${suffix}`, { force: true });
}

/**
 * Creates the file before SQLite does, with a private mode, because the index contains every
 * message. SQLite gives its companion files the same mode. Throws Node's error, which unlike
 * SQLite's says what is wrong.
 */
function claim(path: string): void {
  closeSync(openSync(path, 'a', privateMode.file));
  for (const suffix of ['', ...companions]) {
    if (existsSync(`${path}${suffix}`)) chmodSync(`${path}${suffix}`, privateMode.file);
  }
}

/**
 * Like `claim`, but replaces an index that belongs to another user, left by a start with other
 * rights: in one's own folder that is possible.
 */
function claimOrReplace(path: string): void {
  try {
    claim(path);
  } catch (error) {
    const isForeign = error instanceof Error && 'code' in error && existsSync(path);
    if (!isForeign || (error.code !== 'EACCES' && error.code !== 'EPERM')) throw error;
    deleteDatabase(path);
    claim(path);
  }
}

function versionOf(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  return Number(row?.['user_version'] ?? 0);
}

function open(path: string): DatabaseSync {
  claimOrReplace(path);
  const database = new DatabaseSync(path, { timeout: 2000 });
  try {
    // With a write-ahead log, a killed process leaves only whole transactions, without a sync for
    // each.
    database.exec(`
      PRAGMA auto_vacuum = INCREMENTAL;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -16000;
      PRAGMA journal_size_limit = 4194304;
    `);
    const isEmpty = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
    if (isEmpty) database.exec(`BEGIN; ${schema} COMMIT;`);
    else if (versionOf(database) !== schemaVersion) {
      throw new OutdatedError('The index has another shape');
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

class OutdatedError extends Error {}

/**
 * Opens the index, creates it if there is none, and rebuilds it if it is damaged or from another
 * version. Throws SQLite's or Node's error if that fails, for example on a full disk.
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    return open(path);
  } catch (error) {
    if (!isBroken(error) && !(error instanceof OutdatedError)) throw error;
    deleteDatabase(path);
    return open(path);
  }
}

type Row = readonly SQLOutputValue[];

/** All rows of a query, each as a list of its columns. */
export function rowsOf(statement: StatementSync): readonly Row[] {
  statement.setReturnArrays(true);
  return statement.all() as unknown as readonly Row[];
}
