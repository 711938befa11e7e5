import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import { isFocusFree } from '../../../ui/focus-free.ts';
import type { ListRows } from './use-rows.ts';
import { useRowWindow } from './use-row-window.ts';

/** Where the focus begins: at the line of this key, or at the first one. */
export interface FirstFocus {
  readonly key: string | null;
}

/** The focus of the list, and the part of it that is drawn. */
export interface ListFocus {
  /** The key of the row that Tab goes to. */
  readonly tabStop: string | null | undefined;
  /** The indexes of the rows that are drawn. */
  readonly drawn: readonly number[];
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  /** Gives a row the focus, once it is drawn; null: the first that can have it. */
  readonly focusRow: (key: string | null) => void;
  /** The focus came to a row by itself. */
  readonly setFocused: (key: string | null) => void;
}

/** One Tab stop for the whole list; it stays with the person when rows come and go. */
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
    // Not from someone who went on meanwhile.
    if (!isFocusFree()) wantsFocus.current = false;
  }, []);
  // The line may not have been drawn when it was asked for; by now it is.
  useLayoutEffect(() => {
    if (!wantsFocus.current || tabStopIndex === -1) return;
    wantsFocus.current = false;
    reveal(tabStopIndex);
    const line = [
      ...(scrollRef.current?.querySelectorAll<HTMLElement>('[data-row-key]') ?? []),
    ].find((element) => element.dataset['rowKey'] === tabStop);
    line?.querySelector('button')?.focus({ preventScroll: true });
  });

  // A line that went elsewhere had the focus: the one that took its place gets it.
  const before = useRef(lines);
  useLayoutEffect(() => {
    const at = before.current.findIndex(({ key }) => key === focused);
    before.current = lines;
    if (at === -1 || indexes.has(focused ?? '') || !isFocusFree()) return;
    focusRow(lines[Math.min(at, lines.length - 1)]?.key ?? null);
  }, [lines, indexes, focused, focusRow]);

  return { tabStop, drawn, scrollRef, onScroll, focusRow, setFocused };
}
