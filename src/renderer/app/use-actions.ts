import { useEffect } from 'react';
import { actions, type WindowAction } from '../../shared/actions.ts';
import { actionFor } from '../../shared/shortcuts.ts';
import type { UndoView } from '../../shared/model/undo/undo.ts';
import {
  focusedField,
  followTyping,
  isForField,
  lastTyped,
  takeTypingBack,
} from '../client/last-typed.ts';
import { useController } from '../client/use-app.ts';
import { shortcutsIn } from '../client/use-shortcut-text.ts';
import { onWindowAction } from '../client/window-actions.ts';

/** One function per action of the window. An action without one does not compile. */
export type ActionHandlers = Readonly<Record<WindowAction, () => void>>;

/** True if a layer above the window takes precedence. */
function isBlocked(id: WindowAction): boolean {
  if (document.querySelector('[role="alertdialog"]') !== null) return true;
  return !actions[id].worksInDialog && document.querySelector('[role="dialog"]') !== null;
}

/** True for Undo and Redo of what is typed in the field that has the focus. */
function isForText(id: WindowAction, { undo, redo }: UndoView): id is 'undo' | 'redo' {
  if (id !== 'undo' && id !== 'redo') return false;
  return isForField(id, focusedField(), lastTyped(), (id === 'undo' ? undo : redo)?.at ?? null);
}

/** Runs actions chosen in the application menu, by a view or by shortcut anywhere in the window. */
export function useActions(
  handlers: ActionHandlers,
  onMenu: (listener: (action: WindowAction) => void) => () => void,
): void {
  const { store } = useController();
  useEffect(() => {
    const run = (id: WindowAction): void => {
      if (isForText(id, store.getState().undo)) {
        takeTypingBack(id);
      } else if (!isBlocked(id)) handlers[id]();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const state = store.getState();
      const id = actionFor(event, state.info?.platform ?? 'linux', shortcutsIn(state));
      if (id === null) return;
      event.preventDefault();
      run(id);
    };
    document.addEventListener('keydown', onKeyDown);
    const stopFollowing = followTyping();
    const unsubscribe = onMenu(run);
    const unsubscribeViews = onWindowAction(run);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      stopFollowing();
      unsubscribe();
      unsubscribeViews();
    };
  }, [handlers, onMenu, store]);
}
