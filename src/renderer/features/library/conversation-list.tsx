import { useCallback, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import type { Id } from '../../../shared/conversation.ts';
import { useClock } from '../../ui/clock.ts';
import { ContextMenu, type MenuEntry } from '../../ui/menu.tsx';
import { startOfDay } from '../../ui/time-format.ts';
import { useApp, useController } from '../../use-app.ts';
import { useShortcutText } from '../../use-shortcuts.ts';
import { ConversationRow, type RowHandlers } from './conversation-row.tsx';
import { groupByDay } from './group-by-day.ts';
import { rowTops } from './row-window.ts';
import { useRowWindow } from './use-row-window.ts';
import styles from './library.module.css';

/** px; the styles say the same. */
const rowHeight = 36;
const headingHeight = 40;

/** Lines that Page Up and Page Down go. */
const pageRows = 10;

/** What the list takes. */
export interface ConversationListProps {
  readonly onOpen: (id: Id) => void;
  readonly onRename: (id: Id, title: string) => void;
  readonly onDelete: (id: Id) => void;
}

function idOf(target: EventTarget): Id | null {
  if (!(target instanceof Element)) return null;
  const row = target.closest<HTMLElement>('[data-conversation-id]');
  return row?.dataset['conversationId'] ?? null;
}

/** All conversations, newest first, under their days. One Tab stop; arrows, F2 and Delete work on the line. */
export function ConversationList({ onOpen, onRename, onDelete }: ConversationListProps) {
  const { store } = useController();
  const order = useApp((state) => state.order);
  const activeId = useApp((state) => state.activeId);
  const today = useClock(startOfDay);
  const deleteShortcut = useShortcutText('deleteConversation');
  const rows = useMemo(
    () => groupByDay(order, store.getState().heads, today),
    [order, store, today],
  );
  const indexes = useMemo(
    () => new Map(rows.map((row, index) => [row.kind === 'conversation' ? row.id : '', index])),
    [rows],
  );
  const positions = useMemo(() => new Map(order.map((id, index) => [id, index + 1])), [order]);
  const [focused, setFocused] = useState<Id | null>(null);
  const [renaming, setRenaming] = useState<Id | null>(null);
  const [menuFor, setMenuFor] = useState<Id | null>(null);
  const [menuOpen, setMenuOpen] = useState(false);
  const wantsFocus = useRef(false);
  const renameNext = useRef(false);

  const tabStop = [focused, activeId, order[0]].find(
    (id) => id !== null && id !== undefined && indexes.has(id),
  );
  const tabStopIndex =
    tabStop === null || tabStop === undefined ? -1 : (indexes.get(tabStop) ?? -1);
  const tops = useMemo(
    () =>
      rowTops(rows.length, (index) =>
        rows[index]?.kind === 'heading' ? headingHeight : rowHeight,
      ),
    [rows],
  );
  const { scrollRef, onScroll, indexes: drawn, reveal } = useRowWindow(tops, tabStopIndex);

  const focusRow = useCallback((id: Id | null) => {
    wantsFocus.current = true;
    setFocused(id);
  }, []);
  // The line may not have been drawn when it was asked for; by now it is.
  useLayoutEffect(() => {
    if (!wantsFocus.current || tabStopIndex === -1) return;
    wantsFocus.current = false;
    reveal(tabStopIndex);
    const selector = `[data-conversation-id="${String(tabStop)}"] button`;
    scrollRef.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  });

  const neighbour = (id: Id, step: number): Id | null => {
    const at = (positions.get(id) ?? 1) - 1;
    return order[Math.min(order.length - 1, Math.max(0, at + step))] ?? null;
  };
  const remove = (id: Id): void => {
    const next = neighbour(id, 1);
    focusRow(next === id ? neighbour(id, -1) : next);
    onDelete(id);
  };
  const handlers = useMemo<RowHandlers>(
    () => ({
      open: (id) => {
        setFocused(id);
        onOpen(id);
      },
      beginRename: setRenaming,
      endRename: (id, title, byKey) => {
        setRenaming(null);
        if (title !== null) onRename(id, title);
        if (byKey) focusRow(id);
      },
    }),
    [focusRow, onOpen, onRename],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    const id = idOf(event.target);
    if (id === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: pageRows,
      PageUp: -pageRows,
      Home: -order.length,
      End: order.length,
    };
    const step = steps[event.key];
    if (step !== undefined) focusRow(neighbour(id, step));
    else if (event.key === 'F2') setRenaming(id);
    else if (event.key === 'Delete') remove(id);
    else return;
    event.preventDefault();
  };

  const entries: readonly MenuEntry[] = [
    {
      kind: 'action',
      label: 'Rename',
      icon: <Pencil size={16} />,
      shortcut: 'F2',
      onSelect: () => {
        renameNext.current = true;
        setRenaming(menuFor);
      },
    },
    { kind: 'separator' },
    {
      kind: 'action',
      label: 'Delete',
      icon: <Trash2 size={16} />,
      shortcut: menuFor === activeId ? deleteShortcut : undefined,
      tone: 'danger',
      onSelect: () => {
        if (menuFor === null) return;
        renameNext.current = true;
        remove(menuFor);
      },
    },
  ];

  return (
    <ContextMenu
      entries={entries}
      onOpenChange={setMenuOpen}
      onCloseFocus={() => {
        const keep = renameNext.current;
        renameNext.current = false;
        return keep;
      }}
    >
      <div
        ref={scrollRef}
        role="presentation"
        className={styles.scroller}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onFocus={(event) => setFocused(idOf(event.target))}
        onContextMenuCapture={(event) => {
          const id = idOf(event.target);
          setMenuFor(id);
          // A click beside the lines, or in the text box of a title, is not meant for this menu.
          if (id === null || event.target instanceof HTMLInputElement) event.stopPropagation();
        }}
      >
        <ul className={styles.list} style={{ blockSize: tops.at(-1) }}>
          {drawn.map((index) => {
            const top = tops[index] ?? 0;
            const row = rows[index];
            if (row === undefined) return null;
            if (row.kind === 'heading') {
              return (
                <li key={row.label} className={styles.heading} style={{ insetBlockStart: top }}>
                  <h3>{row.label}</h3>
                </li>
              );
            }
            return (
              <ConversationRow
                key={row.id}
                id={row.id}
                top={top}
                position={positions.get(row.id) ?? 0}
                count={order.length}
                isTabStop={row.id === tabStop}
                isRenaming={row.id === renaming}
                menuOpen={menuOpen && row.id === menuFor}
                handlers={handlers}
              />
            );
          })}
        </ul>
      </div>
    </ContextMenu>
  );
}
