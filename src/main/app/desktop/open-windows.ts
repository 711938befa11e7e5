import type { Client } from '../../../shared/contract/client.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { appWindows } from '../../electron/app-windows.ts';
import type { WindowAction } from '../../../shared/actions.ts';
import type { ConversationHead, Id } from '../../../shared/model/conversation.ts';
import { wasStartedAtLogin } from '../../electron/desktop/login-item.ts';
import { createWindows, type Windows } from '../../electron/windows.ts';
import type { EndQuestion } from '../end-question.ts';
import type { AppTray } from './open-tray.ts';
import type { SettingsPort } from '../../providers/ports.ts';

/** The answers that windows need from the rooms, which open after the first window. */
export interface BehindWindows {
  readonly isTemporary: (conversationId: Id) => boolean;
  /** The conversations that are known. */
  readonly heads: () => readonly ConversationHead[];
  /** Called when a page is gone, for good or because it is reloading. */
  readonly detach: (client: Client) => void;
  /** Has the quick window perform an action of the menu; false if it is not in front. */
  readonly perform: (action: WindowAction) => boolean;
  /** Called before the last window closes, and before Parley quits. */
  readonly ask: EndQuestion;
  /** Whether the icon beside the clock keeps Parley open without windows. */
  readonly keepsOpen: AppTray['keepsOpen'];
}

/** Stands in until the rooms are open. Nothing can be lost before that. */
export const nothingBehind: BehindWindows = {
  isTemporary: () => false,
  heads: () => [],
  detach: () => undefined,
  perform: () => false,
  ask: () => null,
  keepsOpen: () => null,
};

/** Dependencies of {@link openWindows}. */
export interface OpenWindowsOptions {
  readonly settings: SettingsPort;
  /** True if the program goes on without windows. */
  readonly isServing: boolean;
  readonly behind: () => BehindWindows;
  readonly report: (error: unknown) => void;
}

/** Creates the windows. Reopens the last run's windows once the first has rendered. */
export function openWindows(options: OpenWindowsOptions): Windows {
  const { settings, isServing, behind, report } = options;
  // True if only one window is left and Parley ends with it.
  const isEnd = (): boolean =>
    !isServing && process.platform !== 'darwin' && appWindows().length === 1;
  const windows = createWindows({
    settings,
    isKept: (id) => !behind().isTemporary(id),
    onDetached: (client) => behind().detach(client),
    askToClose() {
      if (!isEnd()) return null;
      const { keepsOpen, ask } = behind();
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
      const known = new Set(
        behind()
          .heads()
          .map(({ id }) => id),
      );
      // The list could not be read, or there is nothing to show.
      if (known.size === 0) return;
      hasRestored = true;
      setImmediate(() => windows.restore((id) => known.has(id)));
    },
  };
}

/** Whether the person wants to see nothing of a start at login. */
export function startsUnseen({ minimisedAtLogin }: Settings): boolean {
  return minimisedAtLogin && wasStartedAtLogin();
}
