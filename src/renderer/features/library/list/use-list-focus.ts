import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import { isFocusFree } from '../../../ui/focus-free.ts';
import type { ListRows } from './use-rows.ts';
import { useRowWindow } from './use-row-window.ts';

/** The initial focus: the row with this key, or the first row. */
export interface FirstFocus {
  readonly key: string | null;
}

/** The focus of the list, and the rows that are rendered. */
export interface ListFocus {
  /** The key of the row that Tab stops at. */
  readonly tabStop: string | null | undefined;
  /** The indexes of the rendered rows. */
  readonly drawn: readonly number[];
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  /** Focuses a row once it is rendered; null for the first one that can have focus. */
  readonly focusRow: (key: string | null) => void;
  /** A row received the focus by itself. */
  readonly setFocused: (key: string | null) => void;
}

/** One Tab stop for the whole list. It stays with the person when rows come and go. */
export function useListFocus(
  { lines, indexes, tops }: Pick<ListRows, 'lines' | 'indexes' | 'tops'>,
  activeId: Id | null,
  focusFirst: FirstFocus | null,
): ListFocus {
  const [focused, setFocused] = useState<string | null>(focusFirst?.key ?? null);
  const wantsFocus = useRef(focusFirst !== null);

  const tabStop = [focused, activeId, lines[0]?.key].find(
    (key) => key !== null && key !== undefined && indexes.has(key),
  );
  const tabStopIndex = indexes.get(tabStop ?? '') ?? -1;
  const { scrollRef, onScroll, indexes: drawn, reveal } = useRowWindow(tops, tabStopIndex);

  const focusRow = useCallback((key: string | null) => {
    wantsFocus.current = true;
    setFocused(key);
  }, []);
  useLayoutEffect(() => {
    // Do not take the focus if the person has moved elsewhere meanwhile.
    if (!isFocusFree()) wantsFocus.current = false;
  }, []);
  // The row may not have been rendered when its focus was requested; by now it is.
  useLayoutEffect(() => {
    if (!wantsFocus.current || tabStopIndex === -1) return;
    wantsFocus.current = false;
    reveal(tabStopIndex);
    const line = [
      ...(scrollRef.current?.querySelectorAll<HTMLElement>('[data-row-key]') ?? []),
    ].find((element) => element.dataset['rowKey'] === tabStop);
    line?.querySelector('button')?.focus({ preventScroll: true });
  });

  // If the focused row disappeared, the row now in its position gets the focus.
  const before = useRef(lines);
  useLayoutEffect(() => {
    const at = before.current.findIndex(({ key }) => key === focused);
    before.current = lines;
    if (at === -1 || indexes.has(focused ?? '') || !isFocusFree()) return;
    focusRow(lines[Math.min(at, lines.length - 1)]?.key ?? null);
  }, [lines, indexes, focused, focusRow]);

  return { tabStop, drawn, scrollRef, onScroll, focusRow, setFocused };
}
