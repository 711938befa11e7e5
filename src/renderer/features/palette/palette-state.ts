import type { Uses } from '../../../shared/model/palette/uses.ts';
import type { PaletteEntry } from '../../client/palette-entries.ts';
import { rankEntries, type PaletteRows } from './rank.ts';

/** The command palette while it is open. */
export interface PaletteState extends PaletteRows {
  readonly entries: readonly PaletteEntry[];
  readonly typed: string;
  /** The key of the row that the person has reached; null for the first. */
  readonly reached: string | null;
  readonly uses: Uses;
  /** When it was opened, in ms since the epoch. */
  readonly openedAtMs: number;
}

/** Everything that changes the palette. */
export type PaletteAction =
  | { readonly kind: 'arrived'; readonly entries: readonly PaletteEntry[] }
  | { readonly kind: 'typed'; readonly typed: string }
  /** By rows; 1 and -1 wrap at the ends. */
  | { readonly kind: 'moved'; readonly by: number };

/** The palette as it opens. */
export function openedPalette(uses: Uses, openedAtMs: number): PaletteState {
  return { entries: [], typed: '', reached: null, uses, openedAtMs, rows: [], hidden: 0 };
}

/** The highlighted row; null if there are no rows. */
export function activeEntry({ rows, reached }: PaletteState): PaletteEntry | null {
  return rows.find(({ key }) => key === reached) ?? rows[0] ?? null;
}

function ranked(state: PaletteState): PaletteState {
  const { entries, typed, uses, openedAtMs } = state;
  return { ...state, ...rankEntries(entries, typed, uses, openedAtMs) };
}

/** Applies an action. */
export function reducePalette(state: PaletteState, action: PaletteAction): PaletteState {
  switch (action.kind) {
    case 'arrived': {
      // A late entry must not take the place of the row that Enter is about to choose.
      const reached = state.typed === '' ? state.reached : (activeEntry(state)?.key ?? null);
      // An entry that comes again replaces itself.
      const all = [...state.entries, ...action.entries];
      const entries = [...new Map(all.map((entry) => [entry.key, entry])).values()];
      return ranked({ ...state, reached, entries });
    }
    case 'typed':
      return ranked({ ...state, typed: action.typed, reached: null });
    case 'moved': {
      const { rows } = state;
      const from = rows.findIndex(({ key }) => key === activeEntry(state)?.key);
      const to = from + action.by;
      const isStep = Math.abs(action.by) === 1;
      const at = isStep
        ? (to + rows.length) % Math.max(rows.length, 1)
        : Math.min(Math.max(to, 0), rows.length - 1);
      return { ...state, reached: rows[at]?.key ?? null };
    }
  }
}
