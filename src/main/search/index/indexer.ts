import type { DatabaseSync } from 'node:sqlite';
import type { ConversationHead, Id, Message } from '../../../shared/model/conversation.ts';
import { isBroken } from '../trouble.ts';
import { createConversationTable, type FileStamp } from './conversation-table.ts';
import { deleteDatabase, openDatabase } from './database.ts';
import { createDocumentTable } from './document-table.ts';
import { messageDocument, titleDocument, type IndexedDocument } from './documents.ts';
import { createPrefixRows, type PrefixRows } from './prefix-rows.ts';
import { createRows, type IndexedConversation, type Rows } from './rows.ts';
import { createUpkeep, type Upkeep } from './upkeep.ts';

/**
 * Marks a conversation whose index entry is ahead of its file: it is read again at the next start.
 */
export const noStamp: FileStamp = { mtime: 0, size: 0 };

/** The most documents that one transaction of a bounded change adds, replaces or drops. */
const changesAtOnce = 1000;

/** Writes the index and knows its contents. Every function may throw SQLite's errors. */
export interface Indexer extends Upkeep {
  readonly rows: Rows;
  readonly prefixes: PrefixRows;
  conversation(row: number): IndexedConversation | undefined;
  conversationOf(id: Id): IndexedConversation | undefined;
  conversations(): Iterable<IndexedConversation>;
  stampOf(id: Id): FileStamp | undefined;
  modelNames(): readonly string[];
  /**
   * Makes the indexed conversation equal to this one. With `isBounded` it commits now and then: what
   * is cut off then is completed at the next start.
   */
  replace(
    head: ConversationHead,
    messages: Iterable<Message>,
    stamp: FileStamp,
    isBounded?: boolean,
  ): void;
  /** Adds or replaces some messages. */
  update(head: ConversationHead, messages: Iterable<Message>): void;
  remove(id: Id): void;
  /** Makes everything written since the last call durable; costs nothing if there is nothing. */
  commit(): void;
  /** Amount of text written since the last commit (UTF-16 code units). */
  uncommitted(): number;
}

/**
 * Opens the index at `path`, creates it, or rebuilds a damaged one. `prefixes` is empty and belongs
 * to the index from now on. Throws SQLite's or Node's error if that fails.
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

/** Takes over an open database and reads its contents. */
function createIndexer(database: DatabaseSync, prefixes: PrefixRows): Indexer {
  const rows = createRows();
  const conversations = createConversationTable(database);
  const documents = createDocumentTable(database, rows, prefixes);
  let isWriting = false;
  let uncommitted = 0;

  const begin = (): void => {
    if (isWriting) return;
    database.exec('BEGIN');
    isWriting = true;
  };

  const commit = (): void => {
    if (!isWriting) return;
    database.exec('COMMIT');
    isWriting = false;
    uncommitted = 0;
  };

  const write = (
    head: ConversationHead,
    messages: Iterable<Message>,
    stamp: FileStamp,
    isWhole: boolean,
    isBounded: boolean,
  ): void => {
    begin();
    let changes = 0;
    const changed = (): void => {
      changes += 1;
      if (!isBounded || changes % changesAtOnce !== 0) return;
      commit();
      begin();
    };
    const isNew = conversations.of(head.id) === undefined;
    // Only a conversation that is complete may count as read.
    const conversation = conversations.put(head, isBounded ? noStamp : stamp);
    const known = isNew ? new Map<string, never>() : documents.known(conversation);
    const put = (name: string, document: IndexedDocument): void => {
      const before = known.get(name);
      known.delete(name);
      if (before?.fingerprint === document.fingerprint) return;
      changed();
      if (before !== undefined) documents.drop(before.row);
      documents.put(before?.row ?? rows.size(), conversation, document);
      uncommitted += document.text.length;
    };
    put('', titleDocument(head));
    for (const message of messages) put(message.id, messageDocument(message));
    if (isWhole) {
      for (const { row } of known.values()) {
        changed();
        documents.drop(row);
      }
    }
    if (isBounded) conversations.put(head, stamp);
  };

  return {
    rows,
    prefixes,
    conversation: (row) => conversations.at(row),
    conversationOf: (id) => conversations.of(id),
    conversations: () => conversations.all(),
    stampOf: (id) => conversations.stampOf(id),
    modelNames: () => documents.modelNames(),
    replace: (head, messages, stamp, isBounded = false) =>
      write(head, messages, stamp, true, isBounded),
    update: (head, messages) => write(head, messages, noStamp, false, false),
    remove(id) {
      const conversation = conversations.of(id);
      if (conversation === undefined) return;
      begin();
      for (const { row } of documents.known(conversation.row).values()) documents.drop(row);
      conversations.remove(id);
    },
    commit,
    uncommitted: () => uncommitted,
    ...createUpkeep(database),
  };
}
