import type { MenuItemConstructorOptions } from 'electron';
import type { Platform } from '../../../shared/actions.ts';
import { t } from '../../../shared/language/translate.ts';

/** The standard items whose labels are the same on every system. */
export type ItemRole =
  | 'copy'
  | 'cut'
  | 'delete'
  | 'front'
  | 'hideOthers'
  | 'minimize'
  | 'paste'
  | 'pasteAndMatchStyle'
  | 'redo'
  | 'reload'
  | 'resetZoom'
  | 'selectAll'
  | 'services'
  | 'showSubstitutions'
  | 'startSpeaking'
  | 'stopSpeaking'
  | 'toggleDevTools'
  | 'toggleSmartDashes'
  | 'toggleSmartQuotes'
  | 'toggleTextReplacement'
  | 'togglefullscreen'
  | 'undo'
  | 'unhide'
  | 'zoom'
  | 'zoomIn'
  | 'zoomOut';

/** A standard item with its label, which Electron has in English only. */
export function roleItem(
  role: ItemRole,
  further: MenuItemConstructorOptions = {},
): MenuItemConstructorOptions {
  return { role, label: t(`menu.role.${role}`), ...further };
}

/** The item that hides the program, on a Mac. */
export function hideItem(app: string): MenuItemConstructorOptions {
  return { role: 'hide', label: t('menu.role.hide', { app }) };
}

/** The item that ends the program, as each system calls it. */
export function quitItem(platform: Platform, app: string): MenuItemConstructorOptions {
  return { role: 'quit', label: t(`menu.role.quit.${platform}`, { app }) };
}

/** The item that closes the window, as each system calls it. */
export function closeItem(platform: Platform): MenuItemConstructorOptions {
  const label = t(platform === 'mac' ? 'menu.role.close.mac' : 'menu.role.close');
  return { role: 'close', label };
}
