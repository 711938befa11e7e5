import { useEffect, useMemo } from 'react';
import type { Id } from '../../../shared/conversation.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useApp } from '../../use-app.ts';
import { rowTops } from './row-window.ts';
import { useRowWindow } from './use-row-window.ts';
import styles from './library.module.css';

/** px; the styles say the same. */
const hitHeight = 36;

/** The DOM id of a hit, for the search box to point at. */
export function hitElementId(id: Id): string {
  return `hit-${id}`;
}

/** What the hits take. */
export interface SearchResultsProps {
  readonly listId: string;
  readonly hits: readonly Id[];
  /** The hit that Enter opens. */
  readonly active: number;
  readonly onChoose: (id: Id) => void;
}

function Hit({
  id,
  top,
  isActive,
  position,
  count,
  onChoose,
}: {
  readonly id: Id;
  readonly top: number;
  readonly isActive: boolean;
  readonly position: number;
  readonly count: number;
  readonly onChoose: (id: Id) => void;
}) {
  const head = useApp((state) => state.heads[id]);
  if (head === undefined) return null;
  return (
    <div
      role="option"
      id={hitElementId(id)}
      aria-selected={isActive}
      aria-posinset={position}
      aria-setsize={count}
      aria-label={head.title}
      className={classNames(styles.row, styles.hit, isActive && styles.marked)}
      style={{ insetBlockStart: top }}
      // The focus stays in the search box.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(id)}
      onKeyDown={(event) => event.key === 'Enter' && onChoose(id)}
      tabIndex={-1}
    >
      <span className={styles.title}>{head.title}</span>
      <RelativeTime iso={head.updatedAt} form="short" className={styles.time} />
    </div>
  );
}

/** Conversations that fit what is searched for. */
export function SearchResults({ listId, hits, active, onChoose }: SearchResultsProps) {
  const tops = useMemo(() => rowTops(hits.length, () => hitHeight), [hits]);
  const { scrollRef, onScroll, indexes, reveal } = useRowWindow(tops, active);
  useEffect(() => reveal(active), [active, reveal]);
  return (
    <div ref={scrollRef} className={styles.scroller} onScroll={onScroll}>
      <div
        role="listbox"
        id={listId}
        aria-label="Search results"
        className={styles.list}
        style={{ blockSize: tops.at(-1) }}
      >
        {indexes.map((index) => {
          const id = hits[index];
          return id === undefined ? null : (
            <Hit
              key={id}
              id={id}
              top={tops[index] ?? 0}
              isActive={index === active}
              position={index + 1}
              count={hits.length}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </div>
  );
}
