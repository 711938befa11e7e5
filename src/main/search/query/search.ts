import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Id, Message } from '../../../shared/model/conversation.ts';
import type { LibraryState, SearchAnswer, SearchHit } from '../../../shared/model/library.ts';
import { fold } from '../../../shared/search/fold.ts';
import { compileTerm, type CompiledTerm } from '../../../shared/search/match.ts';
import {
  parseSearchQuery,
  type SearchProblem,
  type SearchQuery,
} from '../../../shared/search/query.ts';
import { kindBits, searchedText, uuidText } from '../index/documents.ts';
import type { Indexer } from '../index/indexer.ts';
import { matchExpressions } from './expression.ts';
import { filterTests, keepRows } from './filters.ts';
import type { Matching } from './matching.ts';
import { bestRows } from './rank.ts';
import { makeSnippet } from './snippet.ts';

/** With more matches than this, word weights are skipped: recency and place decide. */
const maxWeighed = 2000;

export interface SearchOptions {
  readonly query: string;
  readonly limit: number;
  readonly state: LibraryState;
  /** True once the answer is no longer needed. */
  readonly isSuperseded: () => boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** Reads messages of a conversation; those that no longer exist are left out. */
export type ReadMessages = (id: Id, messageIds: readonly Id[]) => ReadonlyMap<Id, Message>;

/** Answers searches. Throws SQLite's errors. */
export type Search = (options: SearchOptions) => SearchAnswer;

/** Problems of a query that only the index can detect. */
function findProblems(
  { terms, filters, problems }: SearchQuery,
  compiled: readonly CompiledTerm[],
  indexer: Indexer,
): readonly SearchProblem[] {
  const found = [...problems];
  for (const [index, { text, open, start, end }] of terms.entries()) {
    if (compiled[index]?.words.length !== 0 || open) continue;
    found.push({ start, end, kind: 'nothing_to_find', text });
  }
  const folders = filters.flatMap((filter) => (filter.kind === 'in' ? [filter] : []));
  if (folders.length === 0) return found;
  const there = new Set<string>();
  for (const { head } of indexer.conversations()) {
    if (head.folder !== undefined) there.add(fold(head.folder));
  }
  for (const { folder, start, end } of folders) {
    if (there.has(fold(folder))) continue;
    found.push({ start, end, kind: 'no_such_folder', folder });
  }
  return found;
}

/** Creates the search on top of an index; `readMessages` provides the text for snippets. */
export function createSearch(
  database: DatabaseSync,
  indexer: Indexer,
  matching: Matching,
  readMessages: ReadMessages,
): Search {
  const { rows, prefixes } = indexer;
  const weights = database.prepare(
    'SELECT rowid, bm25(fulltext) FROM fulltext WHERE fulltext MATCH ?',
  );
  weights.setReturnArrays(true);
  const uuid = database.prepare('SELECT uuid FROM document WHERE id = ?');

  const everythingBut = (unwanted: ReadonlySet<number>): Int32Array => {
    const all = new Int32Array(rows.size() - 1);
    for (let at = 0; at < all.length; at += 1) all[at] = at + 1;
    return unwanted.size === 0 ? all : keepRows(all, (row) => !unwanted.has(row));
  };

  const hitsOf = (
    best: readonly number[],
    terms: readonly CompiledTerm[],
    isSuperseded: () => boolean,
  ): readonly SearchHit[] | null => {
    const idOf = new Map<number, Id>();
    const byConversation = new Map<Id, Id[]>();
    for (const row of best) {
      const conversation = indexer.conversation(rows.conversation(row));
      if (conversation === undefined || (rows.kind(row) & kindBits.title) !== 0) continue;
      const bytes = uuid.get(row)?.['uuid'];
      if (!(bytes instanceof Uint8Array)) continue;
      const id = uuidText(bytes);
      idOf.set(row, id);
      const { head } = conversation;
      byConversation.set(head.id, [...(byConversation.get(head.id) ?? []), id]);
    }
    const texts = new Map<Id, string>();
    for (const [id, messageIds] of byConversation) {
      if (isSuperseded()) return null;
      for (const message of readMessages(id, messageIds).values()) {
        texts.set(message.id, searchedText(message));
      }
    }
    return best.flatMap((row): readonly SearchHit[] => {
      const conversation = indexer.conversation(rows.conversation(row));
      if (conversation === undefined) return [];
      const { head } = conversation;
      const kind = rows.kind(row);
      const messageId = idOf.get(row) ?? null;
      const text = messageId === null ? head.title : (texts.get(messageId) ?? '');
      return [
        {
          conversationId: head.id,
          messageId,
          place:
            messageId === null ? 'title' : (kind & kindBits.user) !== 0 ? 'question' : 'answer',
          title: head.title,
          time: new Date(rows.created(row)).toISOString(),
          ...makeSnippet(text, terms),
        },
      ];
    });
  };

  return ({ query, limit, state, isSuperseded, now }) => {
    if (isSuperseded()) return { kind: 'superseded' };
    const parsed = parseSearchQuery(query);
    const { filters } = parsed;
    const terms = parsed.terms.map(compileTerm);
    const problems = findProblems(parsed, terms, indexer);
    const { wanted, unwanted, within, prefix } = matchExpressions(terms, prefixes);
    const isEmpty = wanted === null && unwanted === null && within.length === 0;
    if (isEmpty && filters.length === 0) {
      return { kind: 'found', hits: [], total: 0, problems, state };
    }
    const expression =
      wanted !== null && unwanted !== null ? `(${wanted}) NOT (${unwanted})` : wanted;
    const matched =
      expression === null
        ? everythingBut(new Set(unwanted === null ? [] : matching(unwanted)))
        : matching(expression);
    if (prefix !== null) prefixes.keep(prefix, matched, rows.size());
    if (isSuperseded()) return { kind: 'superseded' };

    let found = keepRows(matched, (row) => rows.kind(row) !== 0);
    for (const set of within) found = keepRows(found, (row) => set.has(row));
    for (const test of filterTests(filters, indexer)) found = keepRows(found, test);
    const weighed = new Map<number, number>();
    if (
      wanted !== null &&
      expression !== null &&
      found.length > 1 &&
      matched.length <= maxWeighed
    ) {
      for (const row of weights.all(
        expression,
      ) as unknown as readonly (readonly SQLOutputValue[])[]) {
        weighed.set(Number(row[0]), -Number(row[1]));
      }
    }
    if (isSuperseded()) return { kind: 'superseded' };
    const best = bestRows(found, (row) => weighed.get(row) ?? 1, rows, limit, now);
    const hits = hitsOf(best, terms, isSuperseded);
    if (hits === null) return { kind: 'superseded' };
    return { kind: 'found', hits, total: found.length, problems, state };
  };
}
