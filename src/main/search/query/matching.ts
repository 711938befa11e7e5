import type { DatabaseSync } from 'node:sqlite';

/** Finds the rows that match an FTS5 expression, in order. Throws SQLite's errors. */
export type Matching = (expression: string) => Int32Array;

/** Parses `7,12,40` without creating a string for each number. */
function parseRows(list: string): Int32Array {
  const rows = new Int32Array(list.length / 2 + 1);
  let count = 0;
  let row = 0;
  for (let at = 0; at < list.length; at += 1) {
    const unit = list.charCodeAt(at);
    if (unit === 0x2c) {
      rows[count] = row;
      count += 1;
      row = 0;
    } else row = row * 10 + unit - 0x30;
  }
  if (list.length > 0) {
    rows[count] = row;
    count += 1;
  }
  return rows.subarray(0, count);
}

/** Creates the query function of an index. */
export function createMatching(database: DatabaseSync): Matching {
  // One row with all numbers: transferring a hundred thousand rows would cost ten times as much.
  const matches = database.prepare(
    'SELECT group_concat(rowid) AS list FROM fulltext WHERE fulltext MATCH ?',
  );
  return (expression) => {
    const list = matches.get(expression)?.['list'];
    return parseRows(typeof list === 'string' ? list : '');
  };
}
