import { kindBits } from '../index/documents.ts';
import type { Rows } from '../index/rows.ts';

/** The age at which half of the bonus for recent documents is gone (ms). */
const halfLife = 120 * 24 * 3600 * 1000;

/**
 * Titles say what a conversation is about, and people search for what they said themselves, so both
 * rank higher.
 */
function placeFactor(kind: number): number {
  if ((kind & kindBits.title) !== 0) return 4;
  return (kind & kindBits.user) !== 0 ? 1.4 : 1;
}

/** The largest bonus for recency, on top of a factor of 1. */
const maxForTime = 2;

/** The factor for a document's age: 1 to 3; `now` is epoch ms. */
function timeFactor(created: number, now: number): number {
  return 1 + maxForTime * 0.5 ** (Math.max(0, now - created) / halfLife);
}

/**
 * Returns the `count` rows with the highest score, best first; ties go to the newer, then the later
 * row. The score is the weight of the words, raised by where they are and how recently they were
 * written; `now` is epoch ms.
 */
export function bestRows(
  candidates: Int32Array,
  weightOf: (row: number) => number,
  rows: Rows,
  count: number,
  now: number,
): readonly number[] {
  const best: { readonly row: number; readonly score: number; readonly time: number }[] = [];
  // From the end: later rows are usually newer, and the sooner the best are found, the fewer
  // comparisons follow.
  for (let at = candidates.length - 1; at >= 0; at -= 1) {
    const row = candidates[at] ?? 0;
    const placed = weightOf(row) * placeFactor(rows.kind(row));
    const least = best.length === count ? best.at(-1) : undefined;
    // Too low however recent it is. Most rows end here, before the expensive power below.
    if (least !== undefined && placed * (1 + maxForTime) < least.score) continue;
    const time = rows.created(row);
    const score = placed * timeFactor(time, now);
    const isBetter = (other: (typeof best)[number]): boolean =>
      score > other.score ||
      (score === other.score && (time > other.time || (time === other.time && row > other.row)));
    // Nearly all of fifty thousand candidates end here, so nothing has to be sorted.
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
