import { useEffect, useMemo, type ReactNode } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { SearchHit } from '../../../../shared/model/library.ts';
import { classNames } from '../../../ui/class-names.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { rowTops } from '../list/row-window.ts';
import { useRowWindow } from '../list/use-row-window.ts';
import styles from '../library.module.css';

/** In px; matches the style sheet. */
const titleHeight = 44;
const lineHeight = 18;
const maxLines = 3;
/** Approximate number of letters in a line of a snippet. */
const lineLength = 34;

/** The number of lines reserved for a snippet. It is known before rendering, so nothing jumps. */
function linesOf({ snippet, place }: SearchHit): number {
  // Letters beyond Latin, Greek and Cyrillic are wide.
  const wide = snippet.match(/[\u1100-\uffdc]/gu)?.length ?? 0;
  const length = t(`search.place.${place}`).length + 3 + snippet.length + wide;
  return Math.min(maxLines, Math.ceil(length / lineLength));
}

function heightOf(hit: SearchHit | undefined): number {
  if (hit === undefined || hit.place === 'title') return titleHeight;
  return titleHeight + linesOf(hit) * lineHeight;
}

/** The DOM id of a hit, referenced by the search box. */
export function hitElementId(hit: SearchHit): string {
  return `hit-${hit.messageId ?? hit.conversationId}`;
}

/** Props of {@link SearchResults}. */
export interface SearchResultsProps {
  readonly listId: string;
  readonly hits: readonly SearchHit[];
  readonly total: number;
  /** The hit that Enter opens. */
  readonly active: number;
  readonly onChoose: (hit: SearchHit) => void;
}

/** The snippet, with matches as `mark` elements. */
function Marked({ hit: { snippet, marks } }: { readonly hit: SearchHit }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    pieces.push(snippet.slice(at, start), <mark key={start}>{snippet.slice(start, end)}</mark>);
    at = end;
  }
  return [...pieces, snippet.slice(at)];
}

interface HitProps {
  readonly hit: SearchHit;
  readonly top: number;
  readonly isActive: boolean;
  readonly position: number;
  readonly count: number;
  readonly onChoose: (hit: SearchHit) => void;
}

function Hit({ hit, top, isActive, position, count, onChoose }: HitProps) {
  const isTitle = hit.place === 'title';
  return (
    <div
      role="option"
      id={hitElementId(hit)}
      aria-selected={isActive}
      aria-posinset={position}
      aria-setsize={count}
      className={classNames(styles.hit, isActive && styles.marked)}
      style={{ insetBlockStart: top, blockSize: heightOf(hit) - 2 }}
      data-message-of={hit.conversationId}
      // Keeps the focus in the search box.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(hit)}
      onKeyDown={(event) => event.key === 'Enter' && onChoose(hit)}
      tabIndex={-1}
    >
      <span className={styles.hitHead}>
        <span className={styles.title} dir="auto">
          {isTitle ? <Marked hit={hit} /> : hit.title}
        </span>
        <RelativeTime iso={hit.time} form="short" className={styles.time} />
      </span>
      {!isTitle && (
        <span className={styles.snippet} style={{ WebkitLineClamp: linesOf(hit) }} dir="auto">
          <span className={styles.place}>{t(`search.place.${hit.place}`)}</span>
          {' · '}
          <Marked hit={hit} />
        </span>
      )}
    </div>
  );
}

/** Matching messages and titles, best first. */
export function SearchResults({ listId, hits, total, active, onChoose }: SearchResultsProps) {
  const tops = useMemo(() => rowTops(hits.length, (index) => heightOf(hits[index])), [hits]);
  const { scrollRef, onScroll, indexes, reveal } = useRowWindow(tops, active);
  useEffect(() => reveal(active), [active, reveal]);
  return (
    <div ref={scrollRef} className={styles.scroller} onScroll={onScroll}>
      <div
        role="listbox"
        id={listId}
        aria-label={t('search.results')}
        className={styles.list}
        style={{ blockSize: tops.at(-1) }}
      >
        {indexes.map((index) => {
          const hit = hits[index];
          return hit === undefined ? null : (
            <Hit
              key={hitElementId(hit)}
              hit={hit}
              top={tops[index] ?? 0}
              isActive={index === active}
              position={index + 1}
              count={total}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </div>
  );
}
