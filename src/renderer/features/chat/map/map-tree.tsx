import {
  useCallback,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react';
import FoldVertical from 'lucide-react/icons/fold-vertical';
import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { MapRow } from '../../../../shared/model/tree/map-rows.ts';
import { classNames } from '../../../ui/class-names.ts';
import { logicalKey } from '../../../ui/direction.ts';
import { useFocusName } from '../../../ui/focus-registry.ts';
import { rowFor } from './move.ts';
import type { RowWords } from './row-words.ts';
import styles from './map.module.css';

/** The height of a row (px). */
const rowPx = 32;
/** Rows mounted above and below the view. */
const spareRows = 8;
/** Deeper rows are not indented further (levels). */
const maxIndented = 10;

/** Props of {@link MapTree}. */
export interface MapTreeProps {
  readonly rows: readonly MapRow[];
  readonly active: number;
  readonly hits: ReadonlySet<Id>;
  readonly wordsOf: (row: MapRow) => RowWords;
  readonly onActive: (index: number) => void;
  readonly onHover: (index: number | null) => void;
  readonly onShow: (row: MapRow) => void;
  /** Called with keys that do not move. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
}

function isHit({ question, answer }: MapRow, hits: ReadonlySet<Id>): boolean {
  return (question !== null && hits.has(question)) || (answer !== null && hits.has(answer));
}

function spoken(row: MapRow, words: RowWords, hit: boolean): string {
  const parts = [words.question, words.answer, words.facts, words.checkpoint];
  if (row.isShown) parts.push(t('map.row.shown'));
  if (hit) parts.push(t('map.row.hit'));
  return listText(parts.filter((part) => part !== ''));
}

/** The index of the row that an event happened in. */
function indexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return row === null ? null : Number(row.dataset['row']);
}

/** The visible part of the rows. */
interface View {
  /** px */
  readonly top: number;
  /** px */
  readonly height: number;
}

/** Tracks the visible part of the rows. It begins around the active row and keeps that in view. */
function useView(tree: RefObject<HTMLElement | null>, active: number) {
  const [view, setView] = useState<View>({ top: 0, height: 0 });
  const start = useRef(active);
  const look = useCallback(() => {
    const element = tree.current;
    if (element !== null) setView({ top: element.scrollTop, height: element.clientHeight });
  }, [tree]);
  useLayoutEffect(() => {
    const element = tree.current;
    if (element === null) return undefined;
    element.focus({ preventScroll: true });
    element.scrollTo({ top: start.current * rowPx - element.clientHeight / 2 });
    // Called once before the first paint, and then for each change.
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [tree, look]);
  useLayoutEffect(() => {
    const element = tree.current;
    if (element === null || active === start.current) return;
    const top = active * rowPx;
    const below = top + rowPx - element.clientHeight;
    if (top < element.scrollTop) element.scrollTo({ top });
    else if (below > element.scrollTop) element.scrollTo({ top: below });
    start.current = active;
  }, [tree, active]);
  return { view, look };
}

/** The rows of the map. Only those in view are mounted; the focus stays on the list itself. */
export function MapTree(props: MapTreeProps) {
  const { rows, active, hits, wordsOf, onActive, onHover, onShow } = props;
  const id = useId();
  const tree = useRef<HTMLDivElement>(null);
  useFocusName('branches', tree);
  const { view, look } = useView(tree, active);
  const { height } = view;
  const first = Math.max(0, Math.floor(view.top / rowPx) - spareRows);
  const end = Math.min(rows.length, Math.ceil((view.top + height) / rowPx) + spareRows);
  return (
    <div
      ref={tree}
      role="tree"
      tabIndex={0}
      aria-label={t('map.turns')}
      aria-activedescendant={rows.length === 0 ? undefined : `${id}${String(active)}`}
      className={styles.tree}
      onScroll={look}
      // The focus stays on the list, because rows come and go.
      onMouseDown={(event) => {
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
      }}
      onPointerMove={({ target }) => onHover(indexOf(target))}
      onPointerLeave={() => onHover(null)}
      onContextMenu={(event) => {
        const index = indexOf(event.target);
        if (index !== null) onActive(index);
        props.onContextMenu(event);
      }}
      onClick={({ target }) => {
        const index = indexOf(target);
        const row = index === null ? undefined : rows[index];
        if (index === null || row === undefined) return;
        onActive(index);
        onShow(row);
      }}
      onKeyDown={(event) => {
        const perPage = Math.max(1, Math.floor(height / rowPx) - 1);
        const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
        const next = hasModifier ? null : rowFor(logicalKey(event.key), rows, active, perPage);
        if (next === null) {
          props.onKeyDown(event);
          return;
        }
        event.preventDefault();
        onHover(null);
        onActive(next);
      }}
    >
      <div role="presentation" style={{ blockSize: rows.length * rowPx }}>
        {rows.slice(first, end).map((row, offset) => {
          const index = first + offset;
          const words = wordsOf(row);
          const hit = isHit(row, hits);
          const repeats = row.question !== null && row.id === row.answer;
          return (
            <div
              key={row.id}
              id={`${id}${String(index)}`}
              data-row={index}
              tabIndex={-1}
              role="treeitem"
              aria-level={row.depth + 1}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              aria-selected={index === active}
              aria-current={row.isShown ? 'true' : undefined}
              aria-label={spoken(row, words, hit)}
              className={classNames(
                styles.row,
                row.isShown && styles.shown,
                index === active && styles.active,
              )}
              style={{
                insetBlockStart: index * rowPx,
                paddingInlineStart: 12 + Math.min(row.depth, maxIndented) * 16,
              }}
            >
              {words.checkpoint !== '' && (
                <FoldVertical className={styles.checkpoint} size={14} aria-hidden />
              )}
              <span className={classNames(styles.text, hit && styles.hit)} dir="auto">
                {words.question === '' ? words.answer : words.question}
              </span>
              {repeats && (
                <span className={styles.answer} dir="auto">
                  {words.answer === '' ? words.facts : words.answer}
                </span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
