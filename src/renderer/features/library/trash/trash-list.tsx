import { useEffect, useId, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import Check from 'lucide-react/icons/check';
import { t } from '../../../../shared/language/translate.ts';
import type { TrashedConversation } from '../../../../shared/model/trash.ts';
import { classNames } from '../../../ui/class-names.ts';
import { useClock } from '../../../ui/clock.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { rowTops } from '../list/row-window.ts';
import { daysLeft } from './trash-text.ts';
import { useRowWindow } from '../list/use-row-window.ts';
import type { Selection } from '../list/use-selection.ts';
import styles from './trash.module.css';

/** In px; matches the style sheet. */
const rowHeight = 56;
const pageRows = 8;

/** Props of {@link TrashList}. */
export interface TrashListProps {
  readonly entries: readonly TrashedConversation[];
  /** A selection of keys. */
  readonly selection: Selection;
  /** The current row, on which keys act. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onRestore: () => void;
  readonly onDelete: () => void;
}

interface RowProps {
  readonly id: string;
  readonly entry: TrashedConversation;
  readonly top: number;
  readonly position: number;
  readonly count: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onClick: (event: MouseEvent) => void;
}

function Row({ id, entry, top, position, count, isActive, isSelected, onClick }: RowProps) {
  const left = useClock((now) => daysLeft(Date.parse(entry.goneAt), now));
  return (
    // The list has the focus and handles the keys.
    <div
      role="option"
      id={id}
      aria-selected={isSelected}
      aria-posinset={position}
      aria-setsize={count}
      tabIndex={-1}
      className={classNames(styles.row, isActive && styles.active, isSelected && styles.selected)}
      style={{ insetBlockStart: top }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
      onKeyDown={() => undefined}
    >
      <span className={styles.box} aria-hidden>
        {isSelected && <Check size={14} strokeWidth={3} />}
      </span>
      <span className={styles.words}>
        <span className={styles.title} dir="auto">
          {entry.title ?? t('trash.damaged')}
        </span>
        <span className={styles.detail}>
          <RichMessage
            id="trash.row"
            values={{ left, when: () => <RelativeTime key="when" iso={entry.deletedAt} /> }}
          />
        </span>
      </span>
    </div>
  );
}

/**
 * The contents of the trash. One Tab stop: arrows move (with Shift they select on the way), Space
 * selects, Ctrl+A selects all, Enter restores, Delete deletes permanently, Esc selects none.
 */
export function TrashList(props: TrashListProps) {
  const { entries, selection, active, onActive, onRestore, onDelete } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const tops = useMemo(() => rowTops(entries.length, () => rowHeight), [entries]);
  const { scrollRef, onScroll, indexes, reveal } = useRowWindow(tops, active);
  useEffect(() => reveal(active), [active, reveal]);
  // The list mounts after the dialog has opened and the focus was already placed.
  useEffect(() => list.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    const entry = entries[active];
    if (entry === undefined || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'a') return;
      selection.all();
      event.preventDefault();
      return;
    }
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: pageRows,
      PageUp: -pageRows,
      Home: -entries.length,
      End: entries.length,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      const next = Math.min(entries.length - 1, Math.max(0, active + step));
      if (event.shiftKey) {
        if (selection.ids.size === 0) selection.extendTo(entry.key);
        selection.extendTo(entries[next]?.key ?? entry.key);
      }
      onActive(next);
    } else if (event.key === ' ') selection.toggle(entry.key);
    else if (event.key === 'Escape' && selection.ids.size > 0) selection.clear();
    else if (event.key === 'Enter') onRestore();
    else if (event.key === 'Delete') onDelete();
    else return;
    event.preventDefault();
  };

  return (
    <div ref={scrollRef} className={styles.scroller} onScroll={onScroll}>
      <div
        ref={list}
        role="listbox"
        aria-label={t('trash.list')}
        aria-multiselectable
        aria-activedescendant={entries.length === 0 ? undefined : `${id}-${active}`}
        tabIndex={0}
        className={styles.list}
        style={{ blockSize: tops.at(-1) }}
        // Esc goes back one step.
        data-handles-escape={selection.ids.size > 0 ? '' : undefined}
        onKeyDown={onKeyDown}
      >
        {indexes.map((index) => {
          const entry = entries[index];
          return entry === undefined ? null : (
            <Row
              key={entry.key}
              id={`${id}-${index}`}
              entry={entry}
              top={tops[index] ?? 0}
              position={index + 1}
              count={entries.length}
              isActive={index === active}
              isSelected={selection.ids.has(entry.key)}
              onClick={(event) => {
                onActive(index);
                list.current?.focus({ preventScroll: true });
                if (event.shiftKey) selection.extendTo(entry.key);
                else selection.toggle(entry.key);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
