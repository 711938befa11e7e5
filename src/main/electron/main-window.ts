import { isDeepStrictEqual } from 'node:util';
import type { Client } from '../../shared/contract/client.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { appWindows } from './app-windows.ts';
import { openWindow } from './window.ts';

/** Dependencies of the main window. */
export interface MainWindowOptions {
  readonly settings: {
    read(): Settings;
    update(change: (before: Settings) => Settings): unknown;
  };
  /** The page is gone, for good or to be loaded again. */
  readonly onDetached: (client: Client) => void;
  readonly report: (error: unknown) => void;
}

/** The one window with the conversations in it. */
export interface MainWindow {
  /** Brings the window to the front; opens one where it was last when there is none. */
  show(): void;
  /** Its page has drawn itself: an opening window may be seen now. */
  drawn(client: Client): void;
}

/** Makes the window's handle; nothing opens yet. */
export function createMainWindow({ settings, onDetached, report }: MainWindowOptions): MainWindow {
  /** What shows a window once its page has drawn itself. */
  const onDrawn = new WeakMap<Client, () => void>();
  return {
    show() {
      const [window] = appWindows();
      if (window !== undefined) {
        if (window.isMinimized()) window.restore();
        window.show();
        window.focus();
        return;
      }
      const opened = openWindow({
        place: settings.read().windowPlace,
        onPlace: (windowPlace) =>
          settings.update((before) =>
            isDeepStrictEqual(before.windowPlace, windowPlace)
              ? before
              : { ...before, windowPlace },
          ),
        onDetached,
        report,
      });
      onDrawn.set(opened.client, opened.onDrawn);
    },
    drawn: (client) => onDrawn.get(client)?.(),
  };
}
