import { createTray, type TrayControl, type TrayOptions } from '../../desktop/tray/tray.ts';
import { hasTrayHost } from '../../electron/desktop/tray-host.ts';
import { openTrayIcon, type ChooseTrayItem } from '../../electron/desktop/tray-icon.ts';
import { after } from './after.ts';

/**
 * Creates the icon beside the clock. In a file of its own, so that nothing of it is loaded before it
 * is wanted.
 */
export function loadTray(facts: TrayOptions['facts'], choose: ChooseTrayItem): TrayControl {
  return createTray({ facts, after, hasHost: hasTrayHost, open: () => openTrayIcon(choose) });
}
