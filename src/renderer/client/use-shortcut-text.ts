import type { ActionId } from '../../shared/actions.ts';
import { shortcutsOf, shortcutText, type Shortcuts } from '../../shared/shortcuts.ts';
import type { AppState } from '../state/app-state.ts';
import { useApp } from './use-app.ts';

/** The shortcuts that hold now. */
export function shortcutsIn({ settings, info }: Pick<AppState, 'settings' | 'info'>): Shortcuts {
  return shortcutsOf(settings?.settings.shortcuts, info?.platform ?? 'linux');
}

/** The label of an action's shortcut on this platform, for tooltips and menus. */
export function useShortcutText(id: ActionId): string {
  return useApp((state) => shortcutText(id, state.info?.platform ?? 'linux', shortcutsIn(state)));
}
