import { fold } from '../../../shared/search-fold.ts';
import type { SearchFilter } from '../../../shared/search-query.ts';
import { kindBits } from '../index/documents.ts';
import type { Indexer } from '../index/indexer.ts';

/** True for a document that a filter lets through. */
export type RowTest = (row: number) => boolean;

/** Rows of what the filter names (folders, models) are found once, not for each document. */
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

/** Joins all filters to one test; null if there is none. */
export function filterTest(filters: readonly SearchFilter[], indexer: Indexer): RowTest | null {
  if (filters.length === 0) return null;
  const tests = filters.map((filter) => {
    const test = testOf(filter, indexer);
    return filter.negated ? (row: number) => !test(row) : test;
  });
  return (row) => tests.every((test) => test(row));
}
