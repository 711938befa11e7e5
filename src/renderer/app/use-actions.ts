import { useEffect } from 'react';
import { actionFor, actions, type WindowAction } from '../../shared/actions.ts';
import { useController } from '../client/use-app.ts';

/** One function for each action of the window: an action without one does not compile. */
export type ActionHandlers = Readonly<Record<WindowAction, () => void>>;

/** Something lies over the window that comes first. */
function isBlocked(id: WindowAction): boolean {
  if (document.querySelector('[role="alertdialog"]') !== null) return true;
  return !actions[id].worksInDialog && document.querySelector('[role="dialog"]') !== null;
}

/** Runs what is chosen in the application menu or pressed anywhere in the window. */
export function useActions(
  handlers: ActionHandlers,
  onMenu: (listener: (action: WindowAction) => void) => () => void,
): void {
  const { store } = useController();
  useEffect(() => {
    const run = (id: WindowAction): void => {
      if (!isBlocked(id)) handlers[id]();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const id = actionFor(event, store.getState().info?.platform ?? 'linux');
      if (id === null) return;
      event.preventDefault();
      run(id);
    };
    document.addEventListener('keydown', onKeyDown);
    const unsubscribe = onMenu(run);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      unsubscribe();
    };
  }, [handlers, onMenu, store]);
}
