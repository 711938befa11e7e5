import type { MapRow } from '../../../../shared/model/tree/map-rows.ts';

/**
 * The row that a key moves to from row `at`; null for other keys. The keys are those
 * of a window read from left to right: Left goes to the turn before, Right to the one that follows.
 */
export function rowFor(
  key: string,
  rows: readonly MapRow[],
  at: number,
  rowsPerPage: number,
): number | null {
  const last = rows.length - 1;
  const to = (index: number): number => Math.min(Math.max(index, 0), last);
  switch (key) {
    case 'ArrowDown':
      return to(at + 1);
    case 'ArrowUp':
      return to(at - 1);
    case 'PageDown':
      return to(at + rowsPerPage);
    case 'PageUp':
      return to(at - rowsPerPage);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowLeft':
      return to(rows[at]?.parent ?? at);
    case 'ArrowRight':
      return rows[at + 1]?.parent === at ? at + 1 : at;
    default:
      return null;
  }
}

/** The row after the branch that begins at row `at`, or the one before it if there is none. */
export function rowAfterBranch(rows: readonly MapRow[], at: number): MapRow | null {
  const inside = new Set([at]);
  let next = at + 1;
  for (; next < rows.length && inside.has(rows[next]?.parent ?? -1); next += 1) inside.add(next);
  return rows[next] ?? rows[at - 1] ?? null;
}
