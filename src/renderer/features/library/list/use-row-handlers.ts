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

/** The callbacks of conversation rows, stable across renders. */
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
        // Changing the page at the start of a drag would make the browser end it.
        setTimeout(() => setDragging(true));
      },
      dragEnd: () => setDragging(false),
      dragOut: (id, event) => {
        event.preventDefault();
        organize.dragOut(id);
      },
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
