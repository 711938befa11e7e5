import type { Split } from './block.ts';
import { maxColumns } from '../budget/limits.ts';
import { noPieces } from './pieces.ts';
import { close, withRoom } from './split-state.ts';

/**
 * True for a table with too many columns to lay out. It stays text, so the library is not asked.
 */
export function isTooWide(header: string, line: string): boolean {
  const columns = pipesIn(line);
  return columns > maxColumns && Math.abs(pipesIn(header) - columns) <= 2;
}

/** Approximate number of cells in a row. */
export function pipesIn(line: string): number {
  let count = 0;
  for (let at = line.indexOf('|'); at !== -1; at = line.indexOf('|', at + 1)) count += 1;
  return count;
}

/** Opens such a table after the paragraph `above` it (or ''). */
export function openWide(split: Split, id: number, above: string, head: string): Split {
  const closed =
    above === '' ? split : withRoom(close(split, { kind: 'paragraph', id, text: above }));
  const own = above === '' ? id : closed.nextId;
  const block = { kind: 'table', id: own, head, pieces: noPieces } as const;
  return { ...closed, open: { kind: 'table', block }, nextId: own + 1 };
}
