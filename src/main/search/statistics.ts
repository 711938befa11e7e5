import type { DatabaseSync } from 'node:sqlite';
import type { LibraryState, LibraryStatistics } from '../../shared/model/library.ts';
import { kindBits } from './index/documents.ts';

/**
 * Sums the usage of answers by day, model, provider and assistant, from the index. Throws SQLite's
 * errors.
 */
export function libraryStatistics(database: DatabaseSync, state: LibraryState): LibraryStatistics {
  const counts = database
    .prepare(
      `SELECT (SELECT count(*) FROM conversation) AS conversations,
        (SELECT count(*) FROM document WHERE kind & ${kindBits.title} = 0) AS messages`,
    )
    .get();
  const usage = database
    .prepare(
      `SELECT date(created / 1000, 'unixepoch', 'localtime') AS day,
        model.name AS model, provider.name AS provider, assistant.name AS assistant,
        count(*) AS answers, sum(charged) AS dollars,
        total(prompt) AS prompt, total(completion) AS completion, total(cached) AS cached
      FROM document
        JOIN model ON model.id = document.model
        JOIN label AS provider ON provider.id = document.provider
        JOIN label AS assistant ON assistant.id = document.assistant
      WHERE kind & ${kindBits.assistant} != 0
      GROUP BY day, document.model, document.provider, document.assistant, charged IS NULL
      ORDER BY day, model.name, provider.name, assistant.name, charged IS NULL`,
    )
    .all();
  return {
    conversations: Number(counts?.['conversations'] ?? 0),
    messages: Number(counts?.['messages'] ?? 0),
    usage: usage.map((row) => ({
      day: String(row['day']),
      model: String(row['model']),
      providerId: String(row['provider']),
      assistant: String(row['assistant']),
      answers: Number(row['answers']),
      promptTokens: Number(row['prompt']),
      completionTokens: Number(row['completion']),
      cachedTokens: Number(row['cached']),
      chargedUsd: row['dollars'] === null ? null : Number(row['dollars']),
    })),
    state,
  };
}
