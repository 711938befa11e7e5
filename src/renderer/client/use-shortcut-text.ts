import { shortcutText, type ActionId } from '../../shared/actions.ts';
import { useApp } from './use-app.ts';

/** The label of an action's shortcut on this platform, for tooltips and menus. */
export function useShortcutText(id: ActionId): string {
  return useApp((state) => shortcutText(id, state.info?.platform ?? 'linux'));
}
