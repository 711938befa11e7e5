import { fold } from '../../../shared/search/fold.ts';
import type { SearchFilter } from '../../../shared/search/query.ts';
import { kindBits } from '../index/documents.ts';
import type { Indexer } from '../index/indexer.ts';

/** True for a document that passes a filter. */
export type RowTest = (row: number) => boolean;

/** The names in the filter (folders, models) are looked up once, not for each document. */
function testOf(filter: SearchFilter, indexer: Indexer): RowTest {
  const { rows } = indexer;
  switch (filter.kind) {
    case 'in': {
      const wanted = fold(filter.folder);
      const inside = new Set<number>();
      for (const { row, head } of indexer.conversations()) {
        if (head.folder !== undefined && fold(head.folder) === wanted) inside.add(row);
      }
      return (row) => inside.has(rows.conversation(row));
    }
    case 'from': {
      const bit = kindBits[filter.role];
      return (row) => (rows.kind(row) & bit) !== 0;
    }
    case 'model': {
      const wanted = fold(filter.name);
      const models = indexer.modelNames().map((name) => name !== '' && fold(name).includes(wanted));
      return (row) => models[rows.model(row)] === true;
    }
    case 'date':
      return (row) => {
        const time = rows.created(row);
        return time >= filter.from && time < filter.to;
      };
    case 'has': {
      const bit = kindBits[filter.what];
      return (row) => (rows.kind(row) & bit) !== 0;
    }
  }
}

/** Creates a test for each filter. */
export function filterTests(
  filters: readonly SearchFilter[],
  indexer: Indexer,
): readonly RowTest[] {
  return filters.map((filter) => {
    const test = testOf(filter, indexer);
    return filter.negated ? (row: number) => !test(row) : test;
  });
}

/** The rows that pass a test, in order. A plain loop, because there may be a hundred thousand. */
export function keepRows(rows: Int32Array, test: RowTest): Int32Array {
  const kept = new Int32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    if (!test(row)) continue;
    kept[count] = row;
    count += 1;
  }
  return kept.subarray(0, count);
}
