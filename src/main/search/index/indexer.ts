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

/** Writes the index and knows its contents. Every function may throw SQLite's errors. */
export interface Indexer extends Upkeep {
  readonly rows: Rows;
  readonly prefixes: PrefixRows;
  conversation(row: number): IndexedConversation | undefined;
  conversationOf(id: Id): IndexedConversation | undefined;
  conversations(): Iterable<IndexedConversation>;
  stampOf(id: Id): FileStamp | undefined;
  modelNames(): readonly string[];
  /** Makes the indexed conversation equal to this one. */
  replace(head: ConversationHead, messages: Iterable<Message>, stamp: FileStamp): void;
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

  const write = (
    head: ConversationHead,
    messages: Iterable<Message>,
    stamp: FileStamp,
    isWhole: boolean,
  ): void => {
    begin();
    const isNew = conversations.of(head.id) === undefined;
    const conversation = conversations.put(head, stamp);
    const known = isNew ? new Map<string, never>() : documents.known(conversation);
    const put = (name: string, document: IndexedDocument): void => {
      const before = known.get(name);
      known.delete(name);
      if (before?.fingerprint === document.fingerprint) return;
      if (before !== undefined) documents.drop(before.row);
      documents.put(before?.row ?? rows.size(), conversation, document);
      uncommitted += document.text.length;
    };
    put('', titleDocument(head));
    for (const message of messages) put(message.id, messageDocument(message));
    if (isWhole) for (const { row } of known.values()) documents.drop(row);
  };

  return {
    rows,
    prefixes,
    conversation: (row) => conversations.at(row),
    conversationOf: (id) => conversations.of(id),
    conversations: () => conversations.all(),
    stampOf: (id) => conversations.stampOf(id),
    modelNames: () => documents.modelNames(),
    replace: (head, messages, stamp) => write(head, messages, stamp, true),
    update: (head, messages) => write(head, messages, noStamp, false),
    remove(id) {
      const conversation = conversations.of(id);
      if (conversation === undefined) return;
      begin();
      for (const { row } of documents.known(conversation.row).values()) documents.drop(row);
      conversations.remove(id);
    },
    commit() {
      if (!isWriting) return;
      database.exec('COMMIT');
      isWriting = false;
      uncommitted = 0;
    },
    uncommitted: () => uncommitted,
    ...createUpkeep(database),
  };
}
