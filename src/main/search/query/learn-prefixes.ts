import { setTimeout as wait } from 'node:timers/promises';
import type { Indexer } from '../index/indexer.ts';
import { prefixExpression } from './expression.ts';
import type { Matching } from './matching.ts';

/** With fewer documents than this every search is quick. */
const worthLearning = 20_000;

const letters = Array.from('abcdefghijklmnopqrstuvwxyz');

/**
 * Learns which documents have words that begin with each two letters of the alphabet, before somebody
 * types them; other beginnings are learned when they are first searched for. Works for half of the time,
 * a beginning at a time, and ends early when `isClosed`. Throws SQLite's errors.
 */
export async function learnPrefixes(
  indexer: Indexer,
  matching: Matching,
  isClosed: () => boolean,
  leastDocuments = worthLearning,
): Promise<void> {
  const { rows, prefixes } = indexer;
  if (rows.size() < leastDocuments) return;
  for (const first of letters) {
    for (const second of letters) {
      if (isClosed()) return;
      const start = performance.now();
      const prefix = first + second;
      if (prefixes.of(prefix) === null) {
        prefixes.keep(prefix, matching(prefixExpression(prefix)), rows.size());
      }
      await wait(performance.now() - start);
    }
  }
}
