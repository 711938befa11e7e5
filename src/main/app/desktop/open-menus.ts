import { onActivate } from '../../electron/boot.ts';
import { followMenu } from '../../electron/menu.ts';
import { showContextMenus, type ContextMenuOptions } from '../../electron/menus/context-menu.ts';
import type { Windows } from '../../electron/windows.ts';
import type { FollowedLanguage } from '../../language/follow-language.ts';
import type { SettingsPort } from '../../providers/ports.ts';
import type { UndoView } from '../../../shared/model/undo/undo.ts';
import type { BehindWindows } from './open-windows.ts';

/** Dependencies of {@link openMenus}. */
export interface MenusOptions extends Pick<ContextMenuOptions, 'savePicture' | 'report'> {
  readonly windows: Windows;
  readonly behind: () => Pick<BehindWindows, 'perform'>;
  readonly settings: SettingsPort;
  readonly language: Pick<FollowedLanguage, 'subscribe'>;
}

/**
 * Installs the menus of the program and of its windows, of which none may be open yet. Returns the
 * function that names in the menu what can be undone and done again.
 */
export function openMenus({
  windows,
  behind,
  settings,
  language,
  savePicture,
  report,
}: MenusOptions): (view: UndoView) => void {
  showContextMenus({
    savePicture,
    search: (query) => windows.deliverInMain({ kind: 'search', query, isChosen: true }),
    report,
  });
  onActivate(() => windows.show());
  return followMenu(settings, language, (action) => {
    if (!behind().perform(action)) windows.perform(action);
  });
}
