import { useEffect } from 'react';
import { shortcutFor, shortcutText, type ShortcutName } from './shortcuts.ts';
import { useApp, useController } from '../client/use-app.ts';

/** The text of a shortcut on this platform, for tooltips and menus. */
export function useShortcutText(name: ShortcutName): string {
  return useApp((state) => shortcutText(name, state.info?.platform ?? 'linux'));
}

/** Calls `run` for every shortcut pressed anywhere in the window, unless a dialog is open. */
export function useShortcuts(run: (name: ShortcutName) => void): void {
  const { store } = useController();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = shortcutFor(event, store.getState().info?.platform ?? 'linux');
      if (name === null) return;
      event.preventDefault();
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') === null) run(name);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [run, store]);
}
