import type { DatabaseSync } from 'node:sqlite';
import { indexedText } from '../search-terms.ts';
import { rowsOf } from './database.ts';
import { uuidText, type IndexedDocument } from './documents.ts';
import type { PrefixRows } from './prefix-rows.ts';
import type { Rows } from './rows.ts';

/** A document in the index. */
export interface KnownDocument {
  readonly row: number;
  readonly fingerprint: number;
}

/** The titles and messages in the index with their text, and the models that answered. */
export interface DocumentTable {
  modelNames(): readonly string[];
  put(row: number, conversation: number, document: IndexedDocument): void;
  drop(row: number): void;
  /** The indexed documents of a conversation by message id; '' is the title. */
  known(conversation: number): Map<string, KnownDocument>;
}

/** The names in a table, each of which has a row. */
interface Names {
  rowOf(name: string): number;
  all(): readonly string[];
}

function createNames(database: DatabaseSync, table: 'model' | 'label'): Names {
  const known = new Map<string, number>();
  const put = database.prepare(`INSERT INTO ${table} (id, name) VALUES (?, ?)`);
  for (const [id, name] of rowsOf(database.prepare(`SELECT id, name FROM ${table}`))) {
    known.set(String(name), Number(id));
  }
  return {
    all: () => [...known.keys()],
    rowOf(name) {
      const before = known.get(name);
      if (before !== undefined) return before;
      const row = known.size;
      put.run(row, name);
      known.set(name, row);
      return row;
    },
  };
}

/**
 * Reads the table into `rows`; from then on, the result updates the table, `rows` and both indexes.
 */
export function createDocumentTable(
  database: DatabaseSync,
  rows: Rows,
  prefixes: PrefixRows,
): DocumentTable {
  const sql = {
    document: database.prepare('SELECT uuid, fingerprint FROM document WHERE id = ?'),
    putDocument: database.prepare(
      'INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    dropDocument: database.prepare('DELETE FROM document WHERE id = ?'),
    putText: database.prepare('INSERT INTO fulltext (rowid, words, parts) VALUES (?, ?, ?)'),
    dropText: database.prepare('DELETE FROM fulltext WHERE rowid = ?'),
  };

  const models = createNames(database, 'model');
  const labels = createNames(database, 'label');
  for (const [id, kind, conversation, model, created] of rowsOf(
    database.prepare('SELECT id, kind, conversation, model, created FROM document'),
  )) {
    rows.set(Number(id), Number(kind), Number(conversation), Number(model), Number(created));
  }

  return {
    modelNames: () => models.all(),
    put(row, conversation, document) {
      const model = models.rowOf(document.model);
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
        labels.rowOf(document.provider),
        labels.rowOf(document.assistant),
        document.charged,
      );
      rows.set(row, document.kind, conversation, model, document.created);
      prefixes.put(row, [words, parts]);
    },
    drop(row) {
      sql.dropText.run(row);
      sql.dropDocument.run(row);
      rows.clear(row);
    },
    known(conversation) {
      const known = new Map<string, KnownDocument>();
      for (const row of rows.of(conversation)) {
        const found = sql.document.get(row);
        const uuid = found?.['uuid'];
        const name = uuid instanceof Uint8Array && uuid.byteLength > 0 ? uuidText(uuid) : '';
        known.set(name, { row, fingerprint: Number(found?.['fingerprint']) });
      }
      return known;
    },
  };
}
