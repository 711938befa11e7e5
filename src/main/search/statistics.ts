import type { DatabaseSync } from 'node:sqlite';
import type { LibraryState, LibraryStatistics } from '../../shared/model/library.ts';
import { kindBits } from './index/documents.ts';

/** Sums the usage of answers by month and model, from the index. Throws SQLite's errors. */
export function libraryStatistics(database: DatabaseSync, state: LibraryState): LibraryStatistics {
  const { title, assistant } = kindBits;
  const counts = database
    .prepare(
      `SELECT (SELECT count(*) FROM conversation) AS conversations,
        (SELECT count(*) FROM document WHERE kind & ${title} = 0) AS messages`,
    )
    .get();
  const usage = database
    .prepare(
      `SELECT strftime('%Y-%m', created / 1000, 'unixepoch', 'localtime') AS month,
        model.name AS model, count(*) AS answers,
        total(prompt) AS prompt, total(completion) AS completion, total(cached) AS cached
      FROM document JOIN model ON model.id = document.model
      WHERE kind & ${assistant} != 0
      GROUP BY month, model.name ORDER BY month, model.name`,
    )
    .all();
  return {
    conversations: Number(counts?.['conversations'] ?? 0),
    messages: Number(counts?.['messages'] ?? 0),
    usage: usage.map((row) => ({
      month: String(row['month']),
      model: String(row['model']),
      answers: Number(row['answers']),
      promptTokens: Number(row['prompt']),
      completionTokens: Number(row['completion']),
      cachedTokens: Number(row['cached']),
    })),
    state,
  };
}
