import { kindBits } from '../index/documents.ts';
import type { Rows } from '../index/rows.ts';

/** Half of the bonus for being recent is gone after this, in ms. */
const halfLife = 120 * 24 * 3600 * 1000;

/** A title says what a conversation is about; people search for what they said themselves. */
function placeFactor(kind: number): number {
  if ((kind & kindBits.title) !== 0) return 4;
  return (kind & kindBits.user) !== 0 ? 1.4 : 1;
}

/** What being recent adds at most, beside 1 for any time. */
const mostForTime = 2;

/** How much better a document is for when it was written: 1 to 3; `now` is epoch ms. */
function timeFactor(created: number, now: number): number {
  return 1 + mostForTime * 0.5 ** (Math.max(0, now - created) / halfLife);
}

/**
 * Returns the `count` rows with the highest score, best first; of equals the newer, then the later row.
 * The score is the weight of the words, better for where they stand and when they were written; `now`
 * is epoch ms.
 */
export function bestRows(
  candidates: Int32Array,
  weightOf: (row: number) => number,
  rows: Rows,
  count: number,
  now: number,
): readonly number[] {
  const best: { readonly row: number; readonly score: number; readonly time: number }[] = [];
  // From the end: later rows are mostly newer, and the sooner the best are there, the less is compared.
  for (let at = candidates.length - 1; at >= 0; at -= 1) {
    const row = candidates[at] ?? 0;
    const placed = weightOf(row) * placeFactor(rows.kind(row));
    const least = best.length === count ? best.at(-1) : undefined;
    // However recent it is: most end here, and the power below is dear.
    if (least !== undefined && placed * (1 + mostForTime) < least.score) continue;
    const time = rows.created(row);
    const score = placed * timeFactor(time, now);
    const isBetter = (other: (typeof best)[number]): boolean =>
      score > other.score ||
      (score === other.score && (time > other.time || (time === other.time && row > other.row)));
    // Of fifty thousand candidates nearly all others end here, so nothing has to be sorted.
    if (least !== undefined && !isBetter(least)) continue;
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
