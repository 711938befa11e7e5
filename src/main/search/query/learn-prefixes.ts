import { setTimeout as wait } from 'node:timers/promises';
import type { Indexer } from '../index/indexer.ts';
import { prefixExpression } from './expression.ts';
import type { Matching } from './matching.ts';

/** With fewer documents than this, every search is fast. */
const worthLearning = 20_000;

const letters = Array.from('abcdefghijklmnopqrstuvwxyz');

/**
 * Looks up which documents contain words with each two-letter prefix of the alphabet, before
 * somebody types one; other prefixes are cached when first searched for. Works half of the time,
 * one prefix at a time, and ends early when `isClosed`. Throws SQLite's errors.
 */
export async function learnPrefixes(
  indexer: Indexer,
  matching: Matching,
  isClosed: () => boolean,
  minDocuments = worthLearning,
): Promise<void> {
  const { rows, prefixes } = indexer;
  if (rows.size() < minDocuments) return;
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
