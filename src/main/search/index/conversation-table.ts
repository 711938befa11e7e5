import type { DatabaseSync } from 'node:sqlite';
import type { ConversationHead, Id } from '../../../shared/model/conversation.ts';
import { rowsOf } from './database.ts';
import type { IndexedConversation } from './rows.ts';

/** The state of a conversation's file when it was indexed. */
export interface FileStamp {
  /** Epoch ms, with fractions. */
  readonly mtime: number;
  /** In bytes. */
  readonly size: number;
}

/** The conversations of the index, all held in memory too. */
export interface ConversationTable {
  at(row: number): IndexedConversation | undefined;
  of(id: Id): IndexedConversation | undefined;
  all(): Iterable<IndexedConversation>;
  stampOf(id: Id): FileStamp | undefined;
  /** Adds or replaces a conversation; returns its row, which never changes. */
  put(head: ConversationHead, stamp: FileStamp): number;
  remove(id: Id): void;
}

/** Reads the table; from then on, all changes go through the result. */
export function createConversationTable(database: DatabaseSync): ConversationTable {
  const byRow = new Map<number, IndexedConversation>();
  const rowOfId = new Map<Id, number>();
  const stamps = new Map<Id, FileStamp>();
  const putRow = database.prepare(
    'INSERT OR REPLACE INTO conversation (id, mtime, size, head) VALUES (?, ?, ?, ?)',
  );
  const dropRow = database.prepare('DELETE FROM conversation WHERE id = ?');

  let nextRow = 1;
  for (const [id, mtime, size, json] of rowsOf(
    database.prepare('SELECT id, mtime, size, head FROM conversation'),
  )) {
    const row = Number(id);
    const head = JSON.parse(String(json)) as ConversationHead;
    byRow.set(row, { row, head });
    rowOfId.set(head.id, row);
    stamps.set(head.id, { mtime: Number(mtime), size: Number(size) });
    nextRow = Math.max(nextRow, row + 1);
  }

  return {
    at: (row) => byRow.get(row),
    of(id) {
      const row = rowOfId.get(id);
      return row === undefined ? undefined : byRow.get(row);
    },
    all: () => byRow.values(),
    stampOf: (id) => stamps.get(id),
    put(head, stamp) {
      const row = rowOfId.get(head.id) ?? nextRow;
      if (row === nextRow) nextRow += 1;
      putRow.run(row, stamp.mtime, stamp.size, JSON.stringify(head));
      byRow.set(row, { row, head });
      rowOfId.set(head.id, row);
      stamps.set(head.id, stamp);
      return row;
    },
    remove(id) {
      const row = rowOfId.get(id);
      if (row === undefined) return;
      dropRow.run(row);
      byRow.delete(row);
      rowOfId.delete(id);
      stamps.delete(id);
    },
  };
}
