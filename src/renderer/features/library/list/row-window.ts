/**
 * Positions of rows with known heights, in px. Entry `i` is the top of row `i`; the last entry is
 * the end of the list.
 */
export type RowTops = Float64Array;

/** Sums up the heights. */
export function rowTops(count: number, heightOf: (index: number) => number): RowTops {
  const tops = new Float64Array(count + 1);
  for (let index = 0; index < count; index += 1) {
    tops[index + 1] = (tops[index] ?? 0) + heightOf(index);
  }
  return tops;
}

/** The row at `y`: the last one that starts at or above it; -1 if there are none. */
export function rowAt(tops: RowTops, y: number): number {
  let low = 0;
  let high = tops.length - 2;
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The rows that overlap `from` to `to`, plus the row `kept` (-1 for none) wherever it is;
 * ascending.
 */
export function rowsBetween(
  tops: RowTops,
  from: number,
  to: number,
  kept: number,
): readonly number[] {
  const count = tops.length - 1;
  if (count === 0) return [];
  const first = rowAt(tops, from);
  const last = rowAt(tops, to);
  const indexes = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  if (kept < 0 || kept >= count || (kept >= first && kept <= last)) return indexes;
  return kept < first ? [kept, ...indexes] : [...indexes, kept];
}
