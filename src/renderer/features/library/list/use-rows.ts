import { useLanguage } from '../../../language/language-context.ts';
import { useMemo } from 'react';
import type { ConversationHead, Id } from '../../../../shared/model/conversation.ts';
import { useApp } from '../../../client/use-app.ts';
import { useClock } from '../../../ui/clock.ts';
import { startOfDay } from '../../../ui/time-format.ts';
import { arrange, type LibraryRow, type LibraryView } from './arrange.ts';
import { rowTops, type RowTops } from './row-window.ts';

/** In px; matches the style sheet. */
const rowHeight = 36;
const headingHeight = 40;

/** A row that can have the focus. */
export type Line = Exclude<LibraryRow, { kind: 'heading' }>;

/** The rows of a view and their positions. */
export interface ListRows {
  readonly heads: Readonly<Record<Id, ConversationHead>>;
  readonly rows: readonly LibraryRow[];
  readonly lines: readonly Line[];
  /** The conversations, in order. */
  readonly listed: readonly Id[];
  /** The index of each row, by its key. */
  readonly indexes: ReadonlyMap<string, number>;
  /** The position of each conversation among the others, from 1. */
  readonly positions: ReadonlyMap<Id, number>;
  /** The top of each row and, last, the total height (px). */
  readonly tops: RowTops;
}

/** Arranges the conversations according to the view and the settings. */
export function useRows(view: LibraryView): ListRows {
  const order = useApp((state) => state.order);
  const heads = useApp((state) => state.heads);
  const sort = useApp((state) => state.settings?.settings.librarySort ?? 'changed');
  const today = useClock(startOfDay);
  const locale = useLanguage();
  return useMemo(() => {
    const rows = arrange({ order, heads, view, sort, now: today, locale });
    const lines = rows.filter((row): row is Line => row.kind !== 'heading');
    const listed = lines.flatMap((row) => (row.kind === 'conversation' ? [row.id] : []));
    return {
      heads,
      rows,
      lines,
      listed,
      indexes: new Map(rows.map((row, index) => [row.key, index])),
      positions: new Map(listed.map((id, index) => [id, index + 1])),
      tops: rowTops(rows.length, (index) =>
        rows[index]?.kind === 'heading' ? headingHeight : rowHeight,
      ),
    };
  }, [order, heads, view, sort, today, locale]);
}
