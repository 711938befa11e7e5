import { useCallback, useRef, useState } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useApp } from '../../../client/use-app.ts';
import type { LibraryView } from './arrange.ts';
import { DropPanel } from '../jobs/drop-panel.tsx';
import { ListLines } from './list-lines.tsx';
import { ListMenu } from './list-menu.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { handleListKey, keyOf } from './use-list-keys.ts';
import { useListFocus, type FirstFocus } from './use-list-focus.ts';
import type { Organize } from './use-organize.ts';
import { useRowHandlers } from './use-row-handlers.ts';
import { useRows } from './use-rows.ts';
import { useSelection } from './use-selection.ts';
import { useTitleKeys } from './keys/use-title-keys.ts';
import styles from '../library.module.css';

/** Props of {@link ConversationList}. */
export interface ConversationListProps {
  readonly view: LibraryView;
  readonly organize: Organize;
  /** The row that takes the focus when the list appears; null leaves the focus alone. */
  readonly focusFirst: FirstFocus | null;
  readonly onView: (view: LibraryView) => void;
  readonly onOpen: (id: Id) => void;
}

/**
 * The conversations of a view, grouped by day. One Tab stop; arrows, Space, F2 and Delete act on
 * the focused row, and its menu has everything else.
 */
export function ConversationList(props: ConversationListProps) {
  const { view, organize, focusFirst, onView, onOpen } = props;
  const activeId = useApp((state) => state.activeId);
  const list = useRows(view);
  const { heads, rows, lines, listed, indexes } = list;
  const selection = useSelection(listed);
  const [renaming, setRenaming] = useState<Id | null>(null);
  const [menuFor, setMenuFor] = useState<string | null>(null);
  const [menuOpen, setMenuOpen] = useState(false);
  const [dragging, setDragging] = useState(false);
  const keepFocus = useRef(false);
  const titleKeys = useTitleKeys(heads, onOpen);
  const { tabStop, drawn, scrollRef, onScroll, focusRow, setFocused } = useListFocus(
    list,
    activeId,
    focusFirst,
  );

  const remove = (ids: readonly Id[]): void => {
    const gone = new Set(ids);
    const last = listed.findLastIndex((id) => gone.has(id));
    const rest = (id: Id): boolean => !gone.has(id);
    focusRow(listed.slice(last + 1).find(rest) ?? listed.slice(0, last).findLast(rest) ?? null);
    selection.clear();
    organize.remove(ids);
  };
  const { ids: selected, clear } = selection;
  const handlers = useRowHandlers({
    selection,
    organize,
    onOpen: titleKeys.open,
    focusRow,
    setFocused,
    setRenaming,
    setDragging,
  });
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
                ...titleKeys.keys(),
                selection,
                onFocus: focusRow,
                onRename: setRenaming,
                onDelete: remove,
              })
            }
            onFocus={(event) => {
              titleKeys.onFocus(event);
              setFocused(keyOf(event.target));
            }}
            onContextMenu={onContextMenu}
            onContextMenuCapture={(event) => {
              const key = keyOf(event.target);
              setMenuFor(key);
              // A click outside the rows, or in the text box of a title, does not open this menu.
              if (key === null || event.target instanceof HTMLInputElement) event.stopPropagation();
            }}
          >
            <ListLines
              list={list}
              drawn={drawn}
              tabStop={tabStop}
              renaming={renaming}
              selected={selected}
              menuFor={menuOpen ? menuFor : null}
              handlers={handlers}
              onView={onView}
              onDropOn={onDropOn}
            />
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
