import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useClock } from '../../../ui/clock.ts';
import { isFocusFree } from '../../../ui/focus-free.ts';
import { startOfDay } from '../../../ui/time-format.ts';
import { useApp } from '../../../client/use-app.ts';
import { arrange, type LibraryRow, type LibraryView } from './arrange.ts';
import { ConversationRow, type RowHandlers } from './conversation-row.tsx';
import { startDrag } from './drag.ts';
import { DropPanel } from '../jobs/drop-panel.tsx';
import { FolderRow } from './folder-row.tsx';
import { ListMenu } from './list-menu.tsx';
import { rowTops } from './row-window.ts';
import { SelectionBar } from './selection-bar.tsx';
import { handleListKey, keyOf } from './use-list-keys.ts';
import type { Organize } from './use-organize.ts';
import { useRowWindow } from './use-row-window.ts';
import { useSelection } from './use-selection.ts';
import styles from '../library.module.css';

/** px; the styles say the same. */
const rowHeight = 36;
const headingHeight = 40;

/** Where the focus begins: at the line of this key, or at the first one. */
export interface FirstFocus {
  readonly key: string | null;
}

/** What the list takes. */
export interface ConversationListProps {
  readonly view: LibraryView;
  readonly organize: Organize;
  /** The line that takes the focus when the list appears: null leaves the focus where it is. */
  readonly focusFirst: FirstFocus | null;
  readonly onView: (view: LibraryView) => void;
  readonly onOpen: (id: Id) => void;
}

type Line = Exclude<LibraryRow, { kind: 'heading' }>;

function useRows(view: LibraryView) {
  const order = useApp((state) => state.order);
  const heads = useApp((state) => state.heads);
  const sort = useApp((state) => state.settings?.settings.librarySort ?? 'changed');
  const today = useClock(startOfDay);
  return useMemo(() => {
    const rows = arrange({ order, heads, view, sort, now: today });
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
  }, [order, heads, view, sort, today]);
}

/**
 * The conversations of a view, under their days. One Tab stop; arrows, Space, F2 and Delete work on
 * the line, and everything else is in its menu.
 */
export function ConversationList(props: ConversationListProps) {
  const { view, organize, focusFirst, onView, onOpen } = props;
  const activeId = useApp((state) => state.activeId);
  const { heads, rows, lines, listed, indexes, positions, tops } = useRows(view);
  const selection = useSelection(listed);
  const [focused, setFocused] = useState<string | null>(focusFirst?.key ?? null);
  const [renaming, setRenaming] = useState<Id | null>(null);
  const [menuFor, setMenuFor] = useState<string | null>(null);
  const [menuOpen, setMenuOpen] = useState(false);
  const [dragging, setDragging] = useState(false);
  const wantsFocus = useRef(focusFirst !== null);
  const keepFocus = useRef(false);

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

  const remove = (ids: readonly Id[]): void => {
    const gone = new Set(ids);
    const last = listed.findLastIndex((id) => gone.has(id));
    const rest = (id: Id): boolean => !gone.has(id);
    focusRow(listed.slice(last + 1).find(rest) ?? listed.slice(0, last).findLast(rest) ?? null);
    selection.clear();
    organize.remove(ids);
  };
  const { ids: selected, toggle, extendTo, clear } = selection;
  const handlers = useMemo<RowHandlers>(
    () => ({
      open: (id) => {
        clear();
        setFocused(id);
        onOpen(id);
      },
      select: (id, upTo) => (upTo ? extendTo(id) : toggle(id)),
      beginRename: setRenaming,
      endRename: (id, title, byKey) => {
        setRenaming(null);
        if (title !== null) organize.rename(id, title);
        if (byKey) focusRow(id);
      },
      dragStart: (id, event) => {
        startDrag(event, selected.has(id) ? [...selected] : [id]);
        // The page must not change while the drag begins: the browser would end it.
        setTimeout(() => setDragging(true));
      },
      dragEnd: () => setDragging(false),
    }),
    [clear, extendTo, focusRow, onOpen, organize, selected, toggle],
  );
  const onDropOn = useCallback(
    (target: LibraryView, ids: readonly Id[]) => {
      if (target.kind === 'archive') organize.archive(ids, true);
      if (target.kind === 'folder') organize.move(ids, target.name);
    },
    [organize],
  );

  const menuRow = rows[indexes.get(menuFor ?? '') ?? -1];

  return (
    <>
      <ListMenu
        line={menuRow === undefined || menuRow.kind === 'heading' ? null : menuRow}
        selected={selected}
        organize={organize}
        onOpenChange={setMenuOpen}
        onCloseFocus={() => {
          const keep = keepFocus.current;
          keepFocus.current = false;
          return keep;
        }}
        onRename={(id) => {
          keepFocus.current = true;
          setRenaming(id);
        }}
        onDelete={(ids) => {
          keepFocus.current = true;
          remove(ids);
        }}
      >
        {(onContextMenu) => (
          <div
            ref={scrollRef}
            role="presentation"
            className={styles.scroller}
            onScroll={onScroll}
            onKeyDown={(event) =>
              handleListKey(event, {
                lines,
                selection,
                onFocus: focusRow,
                onRename: setRenaming,
                onDelete: remove,
              })
            }
            onFocus={(event) => setFocused(keyOf(event.target))}
            onContextMenu={onContextMenu}
            onContextMenuCapture={(event) => {
              const key = keyOf(event.target);
              setMenuFor(key);
              // A click beside the lines, or in the text box of a title, is not meant for this menu.
              if (key === null || event.target instanceof HTMLInputElement) event.stopPropagation();
            }}
          >
            <ul className={styles.list} style={{ blockSize: tops.at(-1) }}>
              {drawn.map((index) => {
                const top = tops[index] ?? 0;
                const row = rows[index];
                if (row === undefined) return null;
                const isTabStop = row.key === tabStop;
                switch (row.kind) {
                  case 'heading':
                    return (
                      <li key={row.key} className={styles.heading} style={{ insetBlockStart: top }}>
                        <h3>{row.label}</h3>
                      </li>
                    );
                  case 'folder':
                    return (
                      <FolderRow
                        key={row.key}
                        row={row}
                        top={top}
                        isTabStop={isTabStop}
                        onOpen={onView}
                        onDrop={onDropOn}
                      />
                    );
                  case 'conversation':
                    return (
                      <ConversationRow
                        key={row.key}
                        id={row.id}
                        top={top}
                        position={positions.get(row.id) ?? 0}
                        count={listed.length}
                        isTabStop={isTabStop}
                        isRenaming={row.id === renaming}
                        isSelected={selected.size === 0 ? null : selected.has(row.id)}
                        menuOpen={menuOpen && row.id === menuFor}
                        handlers={handlers}
                      />
                    );
                }
              })}
            </ul>
          </div>
        )}
      </ListMenu>
      {dragging && <DropPanel organize={organize} />}
      {selected.size > 0 && (
        <SelectionBar
          heads={[...selected].flatMap((id) => heads[id] ?? [])}
          organize={organize}
          onDelete={remove}
          onClear={clear}
        />
      )}
    </>
  );
}
