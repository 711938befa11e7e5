import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { rowsBetween, type RowTops } from './row-window.ts';

/** Overscan above and below the visible rows, and the scroll distance before it is updated (px). */
const margin = 360;
const step = 180;

/** The rendered part of a long list. */
export interface RowWindow {
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  /** The rows to render, ascending. */
  readonly indexes: readonly number[];
  /** Scrolls just enough to show a whole row. */
  readonly reveal: (index: number) => void;
}

/**
 * Renders only the rows near the view, and always the row `kept` (the focused one), so that 10,000
 * conversations cost as little as 30. Heights are known, so nothing is measured and nothing jumps.
 */
export function useRowWindow(tops: RowTops, kept: number): RowWindow {
  const scrollRef = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 900 });

  const look = useCallback(() => {
    const element = scrollRef.current;
    if (element === null) return;
    const top = Math.floor(element.scrollTop / step) * step;
    const height = Math.ceil(element.clientHeight / step) * step;
    setSeen((before) =>
      before.top === top && before.height === height ? before : { top, height },
    );
  }, []);

  useLayoutEffect(() => {
    const element = scrollRef.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [look]);

  const reveal = useCallback(
    (index: number) => {
      const element = scrollRef.current;
      const top = tops[index];
      const end = tops[index + 1];
      if (element === null || top === undefined || end === undefined) return;
      // Revealing the first row also reveals its heading.
      const wanted = index <= 1 ? 0 : top;
      if (wanted < element.scrollTop) element.scrollTop = wanted;
      else if (end > element.scrollTop + element.clientHeight) {
        element.scrollTop = end - element.clientHeight;
      }
    },
    [tops],
  );

  const from = seen.top - margin;
  const to = seen.top + step + seen.height + margin;
  return { scrollRef, onScroll: look, indexes: rowsBetween(tops, from, to, kept), reveal };
}
