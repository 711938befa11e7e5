import { useMemo } from 'react';
import type { Id } from '../../../../shared/model/conversation.ts';
import type { RowHandlers } from './conversation-row.tsx';
import { startDrag } from './drag.ts';
import type { ListFocus } from './use-list-focus.ts';
import type { Organize } from './use-organize.ts';
import type { Selection } from './use-selection.ts';

interface RowHandlersOptions extends Pick<ListFocus, 'focusRow' | 'setFocused'> {
  readonly selection: Selection;
  readonly organize: Organize;
  readonly onOpen: (id: Id) => void;
  readonly setRenaming: (id: Id | null) => void;
  readonly setDragging: (isDragging: boolean) => void;
}

/** What the rows of conversations do, the same functions from render to render. */
export function useRowHandlers(options: RowHandlersOptions): RowHandlers {
  const { organize, onOpen, focusRow, setFocused, setRenaming, setDragging } = options;
  const { ids: selected, toggle, extendTo, clear } = options.selection;
  return useMemo<RowHandlers>(
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
    [
      clear,
      extendTo,
      focusRow,
      onOpen,
      organize,
      selected,
      setDragging,
      setFocused,
      setRenaming,
      toggle,
    ],
  );
}
