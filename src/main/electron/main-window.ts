import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../../shared/model/settings.ts';
import { appWindows } from './app-windows.ts';
import { openWindow } from './window.ts';

/** What the window needs of the rooms. */
export interface MainWindowOptions {
  readonly settings: {
    read(): Settings;
    update(change: (before: Settings) => Settings): unknown;
  };
  /** The page is gone, for good or to be loaded again. */
  readonly onDetached: () => void;
  readonly report: (error: unknown) => void;
}

/** The one window with the conversations in it. */
export interface MainWindow {
  /** Brings the window to the front; opens one where it was last when there is none. */
  show(): void;
  /** Its page has drawn itself: an opening window may be seen now. */
  drawn(): void;
}

/** Makes the window's handle; nothing opens yet. */
export function createMainWindow({ settings, onDetached, report }: MainWindowOptions): MainWindow {
  let onDrawn = (): void => {};
  return {
    show() {
      const [window] = appWindows();
      if (window !== undefined) {
        if (window.isMinimized()) window.restore();
        window.show();
        window.focus();
        return;
      }
      onDrawn = openWindow({
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
    },
    drawn: () => onDrawn(),
  };
}
