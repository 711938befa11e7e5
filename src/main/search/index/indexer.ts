import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { ConversationHead, Id, Message } from '../../../shared/model/conversation.ts';
import { indexedText } from '../search-terms.ts';
import { isBroken } from '../trouble.ts';
import { deleteDatabase, openDatabase } from './database.ts';
import { messageDocument, titleDocument, uuidText, type IndexedDocument } from './documents.ts';
import { createPrefixRows, type PrefixRows } from './prefix-rows.ts';
import { createRows, type IndexedConversation, type Rows } from './rows.ts';

/** The file of a conversation as it was when it was indexed. */
export interface FileStamp {
  /** Epoch ms, with fractions. */
  readonly mtime: number;
  /** Bytes. */
  readonly size: number;
}

/** Says of a conversation that the index is ahead of its file: it is read again at the next start. */
export const noStamp: FileStamp = { mtime: 0, size: 0 };

/** Writes the index and knows what is in it. Every function may throw SQLite's errors. */
export interface Indexer {
  readonly rows: Rows;
  readonly prefixes: PrefixRows;
  conversation(row: number): IndexedConversation | undefined;
  conversationOf(id: Id): IndexedConversation | undefined;
  conversations(): Iterable<IndexedConversation>;
  stampOf(id: Id): FileStamp | undefined;
  modelNames(): readonly string[];
  /** Makes the conversation in the index equal to this one. */
  replace(head: ConversationHead, messages: Iterable<Message>, stamp: FileStamp): void;
  /** Adds or replaces some messages. */
  update(head: ConversationHead, messages: Iterable<Message>): void;
  remove(id: Id): void;
  /** What was written since the last call becomes lasting; costs nothing if that is nothing. */
  commit(): void;
  /** Text that was written since the last commit, in UTF-16 code units. */
  uncommitted(): number;
  /** While much is added its pieces are left as they are, to be joined at the end. */
  setBulk(bulk: boolean): void;
  /** Gives some free space back to the disk; returns true when none is left. Not between changes and their commit. */
  release(): boolean;
  /** Begins to join the pieces of the index into one. */
  beginTidying(): void;
  /** Goes on for some ms; returns true when all is joined. */
  tidy(): boolean;
}

type Row = readonly SQLOutputValue[];

function rowsOf(statement: StatementSync, ...values: readonly (string | number)[]): readonly Row[] {
  statement.setReturnArrays(true);
  return statement.all(...values) as unknown as readonly Row[];
}

/** How much of the index one step of tidying rewrites; pages of 4 KB. */
const tidyPages = 200;

/**
 * Opens the index at `path`, or makes one; a damaged one is made anew. `prefixes` is empty, and the index's
 * own from now on. Throws SQLite's or Node's error when that cannot be done.
 */
export function openIndex(
  path: string,
  prefixes = createPrefixRows(),
): {
  readonly database: DatabaseSync;
  readonly indexer: Indexer;
} {
  const attempt = () => {
    const database = openDatabase(path);
    try {
      return { database, indexer: createIndexer(database, prefixes) };
    } catch (error) {
      database.close();
      throw error;
    }
  };
  try {
    return attempt();
  } catch (error) {
    if (!isBroken(error) && !(error instanceof SyntaxError)) throw error;
    deleteDatabase(path);
    return attempt();
  }
}

/** Takes over an open database and reads what it knows. */
function createIndexer(database: DatabaseSync, prefixes: PrefixRows): Indexer {
  const rows = createRows();
  const byRow = new Map<number, IndexedConversation>();
  const rowOfId = new Map<Id, number>();
  const stamps = new Map<Id, FileStamp>();
  const modelRows = new Map<string, number>();
  let isWriting = false;
  let uncommitted = 0;

  const sql = {
    putConversation: database.prepare(
      'INSERT OR REPLACE INTO conversation (id, mtime, size, head) VALUES (?, ?, ?, ?)',
    ),
    dropConversation: database.prepare('DELETE FROM conversation WHERE id = ?'),
    putModel: database.prepare('INSERT INTO model (id, name) VALUES (?, ?)'),
    document: database.prepare('SELECT uuid, fingerprint FROM document WHERE id = ?'),
    putDocument: database.prepare(
      'INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    dropDocument: database.prepare('DELETE FROM document WHERE id = ?'),
    putText: database.prepare('INSERT INTO fulltext (rowid, words, parts) VALUES (?, ?, ?)'),
    dropText: database.prepare('DELETE FROM fulltext WHERE rowid = ?'),
    merge: database.prepare("INSERT INTO fulltext (fulltext, rank) VALUES ('merge', ?)"),
    // 4 is what FTS5 begins with.
    automerge: database.prepare("INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', ?)"),
    changes: database.prepare('SELECT total_changes() AS count'),
  };

  let nextConversation = 1;
  for (const [id, mtime, size, json] of rowsOf(
    database.prepare('SELECT id, mtime, size, head FROM conversation'),
  )) {
    const row = Number(id);
    const head = JSON.parse(String(json)) as ConversationHead;
    byRow.set(row, { row, head });
    rowOfId.set(head.id, row);
    stamps.set(head.id, { mtime: Number(mtime), size: Number(size) });
    nextConversation = Math.max(nextConversation, row + 1);
  }
  for (const [id, name] of rowsOf(database.prepare('SELECT id, name FROM model'))) {
    modelRows.set(String(name), Number(id));
  }
  for (const [id, kind, conversation, model, created] of rowsOf(
    database.prepare('SELECT id, kind, conversation, model, created FROM document'),
  )) {
    rows.set(Number(id), Number(kind), Number(conversation), Number(model), Number(created));
  }

  const begin = (): void => {
    if (isWriting) return;
    database.exec('BEGIN');
    isWriting = true;
  };

  const modelRow = (name: string): number => {
    const known = modelRows.get(name);
    if (known !== undefined) return known;
    const row = modelRows.size;
    sql.putModel.run(row, name);
    modelRows.set(name, row);
    return row;
  };

  const putDocument = (row: number, conversation: number, document: IndexedDocument): void => {
    const model = modelRow(document.model);
    const { words, parts } = indexedText(document.text);
    sql.putText.run(row, words, parts);
    sql.putDocument.run(
      row,
      conversation,
      document.uuid,
      document.fingerprint,
      document.kind,
      model,
      document.created,
      document.prompt,
      document.completion,
      document.cached,
    );
    rows.set(row, document.kind, conversation, model, document.created);
    prefixes.put(row, [words, parts]);
    uncommitted += document.text.length;
  };

  const dropDocument = (row: number): void => {
    sql.dropText.run(row);
    sql.dropDocument.run(row);
    rows.clear(row);
  };

  const putHead = (head: ConversationHead, stamp: FileStamp): number => {
    const row = rowOfId.get(head.id) ?? nextConversation;
    if (row === nextConversation) nextConversation += 1;
    sql.putConversation.run(row, stamp.mtime, stamp.size, JSON.stringify(head));
    byRow.set(row, { row, head });
    rowOfId.set(head.id, row);
    stamps.set(head.id, stamp);
    return row;
  };

  /** What the index holds of a conversation: rows and fingerprints by message id; '' is the title. */
  const knownDocuments = (
    conversation: number,
  ): Map<string, { readonly row: number; readonly fingerprint: number }> => {
    const known = new Map<string, { readonly row: number; readonly fingerprint: number }>();
    for (const row of rows.of(conversation)) {
      const found = sql.document.get(row);
      const uuid = found?.['uuid'];
      const name = uuid instanceof Uint8Array && uuid.byteLength > 0 ? uuidText(uuid) : '';
      known.set(name, { row, fingerprint: Number(found?.['fingerprint']) });
    }
    return known;
  };

  const write = (
    head: ConversationHead,
    messages: Iterable<Message>,
    stamp: FileStamp,
    isWhole: boolean,
  ): void => {
    begin();
    const isNew = !rowOfId.has(head.id);
    const conversation = putHead(head, stamp);
    const known = isNew ? new Map<string, never>() : knownDocuments(conversation);
    const put = (name: string, document: IndexedDocument): void => {
      const before = known.get(name);
      known.delete(name);
      if (before?.fingerprint === document.fingerprint) return;
      if (before !== undefined) dropDocument(before.row);
      putDocument(before?.row ?? rows.size(), conversation, document);
    };
    put('', titleDocument(head));
    for (const message of messages) put(message.id, messageDocument(message));
    if (isWhole) for (const { row } of known.values()) dropDocument(row);
  };

  return {
    rows,
    prefixes,
    conversation: (row) => byRow.get(row),
    conversationOf(id) {
      const row = rowOfId.get(id);
      return row === undefined ? undefined : byRow.get(row);
    },
    conversations: () => byRow.values(),
    stampOf: (id) => stamps.get(id),
    modelNames: () => [...modelRows.keys()],
    replace: (head, messages, stamp) => write(head, messages, stamp, true),
    update: (head, messages) => write(head, messages, noStamp, false),
    remove(id) {
      const conversation = rowOfId.get(id);
      if (conversation === undefined) return;
      begin();
      for (const { row } of knownDocuments(conversation).values()) dropDocument(row);
      sql.dropConversation.run(conversation);
      byRow.delete(conversation);
      rowOfId.delete(id);
      stamps.delete(id);
    },
    commit() {
      if (!isWriting) return;
      database.exec('COMMIT');
      isWriting = false;
      uncommitted = 0;
    },
    uncommitted: () => uncommitted,
    // A bigint: FTS5 takes only whole numbers here, and a number would be bound as a real one.
    setBulk: (bulk) => void sql.automerge.run(bulk ? 0n : 4n),
    release() {
      database.exec(`PRAGMA incremental_vacuum(${tidyPages})`);
      const free = database.prepare('PRAGMA freelist_count').get()?.['freelist_count'];
      return Number(free) === 0;
    },
    beginTidying: () => void sql.merge.run(-tidyPages),
    tidy() {
      const count = (): number => Number(sql.changes.get()?.['count'] ?? 0);
      const before = count();
      sql.merge.run(tidyPages);
      // As SQLite documents it: fewer than two changes mean that nothing was left to merge.
      return count() - before < 2;
    },
  };
}
