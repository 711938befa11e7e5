import { kindBits } from '../index/documents.ts';
import type { Rows } from '../index/rows.ts';

/** Half of the bonus for being recent is gone after this, in ms. */
const halfLife = 120 * 24 * 3600 * 1000;

/** A title says what a conversation is about; people search for what they said themselves. */
function placeFactor(kind: number): number {
  if ((kind & kindBits.title) !== 0) return 4;
  return (kind & kindBits.user) !== 0 ? 1.4 : 1;
}

/** How much better a document is for where it stands and when it was written; `now` is epoch ms. */
export function standing(rows: Rows, row: number, now: number): number {
  const age = Math.max(0, now - rows.created(row));
  return placeFactor(rows.kind(row)) * (1 + 2 * 0.5 ** (age / halfLife));
}

/** Returns the `count` rows with the highest score, best first; of equals the newer, then the later row. */
export function bestRows(
  candidates: readonly number[],
  scoreOf: (row: number) => number,
  rows: Rows,
  count: number,
): readonly number[] {
  const best: { readonly row: number; readonly score: number; readonly time: number }[] = [];
  for (const row of candidates) {
    const score = scoreOf(row);
    const time = rows.created(row);
    const isBetter = (other: (typeof best)[number]): boolean =>
      score > other.score ||
      (score === other.score && (time > other.time || (time === other.time && row > other.row)));
    const worst = best.at(-1);
    // Of fifty thousand candidates nearly all end here, so nothing has to be sorted.
    if (best.length === count && worst !== undefined && !isBetter(worst)) continue;
    let low = 0;
    let high = best.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = best[middle];
      if (other !== undefined && isBetter(other)) high = middle;
      else low = middle + 1;
    }
    best.splice(low, 0, { row, score, time });
    if (best.length > count) best.pop();
  }
  return best.map(({ row }) => row);
}
