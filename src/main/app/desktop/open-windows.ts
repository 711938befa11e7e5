import type { Client } from '../../../shared/contract/client.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { appWindows } from '../../electron/app-windows.ts';
import { wasStartedAtLogin } from '../../electron/desktop/login-item.ts';
import { createWindows, type Windows } from '../../electron/windows.ts';
import type { EndQuestion } from '../end-question.ts';
import type { AppTray } from './open-tray.ts';
import type { Rooms } from '../rooms.ts';

/** Dependencies of {@link openWindows}. */
export interface OpenWindowsOptions {
  readonly rooms: Pick<Rooms, 'core' | 'store' | 'temporary'>;
  /** True if the program goes on without windows. */
  readonly isServing: boolean;
  /** Called before the last window closes. */
  readonly ask: EndQuestion;
  /** Whether the icon beside the clock keeps Parley open without windows. */
  readonly keepsOpen: AppTray['keepsOpen'];
  readonly report: (error: unknown) => void;
}

/** Creates the windows. With the first one come, once it has rendered, those of the last run. */
export function openWindows(options: OpenWindowsOptions): Windows {
  const { rooms, isServing, ask, keepsOpen, report } = options;
  const { conversations, turns } = rooms.core;
  // Where closing the last window ends Parley.
  const isEnd = (): boolean =>
    !isServing && process.platform !== 'darwin' && appWindows().length === 1;
  const windows = createWindows({
    settings: rooms.store.settings,
    isKept: (id) => !rooms.temporary.isTemporary(id),
    onDetached: (client) => turns.detach(client),
    askToClose() {
      if (!isEnd()) return null;
      const keeping = keepsOpen();
      if (keeping === null) return ask();
      return keeping.then((keeps) => keeps || (ask() ?? true));
    },
    report,
  });
  let hasRestored = isServing;
  return {
    ...windows,
    drawn(client: Client) {
      windows.drawn(client);
      if (hasRestored) return;
      const known = new Set(conversations.heads().map(({ id }) => id));
      // The list could not be read, or there is nothing to show.
      if (known.size === 0) return;
      hasRestored = true;
      setImmediate(() => windows.restore((id) => known.has(id)));
    },
  };
}

/**
 * Opens the main window at the start: minimised at login if the person wants that, or not at all if
 * Parley can be reached without one.
 */
export async function showAtStart(
  windows: Windows,
  settings: Settings,
  tray: Pick<AppTray, 'keepsOpen'>,
): Promise<void> {
  if (!settings.minimisedAtLogin || !wasStartedAtLogin()) windows.show();
  else if ((await tray.keepsOpen()) !== true) windows.openMinimised();
}
