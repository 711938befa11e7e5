import { BrowserWindow, screen, type Rectangle } from 'electron';
import type { Client } from '../../../shared/contract/client.ts';
import { quickArea, quickSize, withPlace } from '../../desktop/quick/quick-area.ts';
import type { QuickPlace } from '../../../shared/model/desktop/quick-place.ts';
import type { QuickWindow } from '../../desktop/quick/quick-ask.ts';
import { setCompanion } from '../app-windows.ts';
import { clientOf } from '../clients.ts';
import { hasSheet } from '../dialogs/sheets.ts';
import { appUrl } from '../origin.ts';
import { placesWindows } from '../platform.ts';
import { backgroundColor, lockNavigation, pagePreferences } from '../window.ts';

/** Callbacks of the quick window to the rest of main. */
export interface QuickWindowHooks {
  /** Called when the person has gone elsewhere. */
  readonly onBlur: () => void;
  /** Called when something asks the window to close; it does not. */
  readonly onClose: () => void;
  /** Called when the window is gone, or its process. */
  readonly onGone: () => void;
  /** Called when the page is gone, for good or because it is reloading. */
  readonly onDetached: (client: Client) => void;
  /** Where the person has moved the window before. */
  readonly places: () => readonly QuickPlace[];
  /** Called when the window is hidden where the person has moved it. */
  readonly onMoved: (places: QuickPlace[]) => void;
  readonly report: (error: unknown) => void;
}

/** A quick window and the client that its page is. */
export interface OpenedQuickWindow {
  readonly window: QuickWindow;
  readonly client: Client;
}

function quickUrl(): string {
  const url = new URL(appUrl);
  url.searchParams.set('quick', '');
  return url.href;
}

function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    ...quickSize,
    show: false,
    frame: false,
    title: 'Parley',
    backgroundColor: backgroundColor(),
    alwaysOnTop: true,
    skipTaskbar: true,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    webPreferences: pagePreferences(),
    // A panel takes the keyboard and leaves the program before in front, so that it has the focus
    // again afterwards, and our other windows stay where they are.
    ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
  });
  if (process.platform === 'darwin') {
    window.setVisibleOnAllWorkspaces(true, {
      visibleOnFullScreen: true,
      skipTransformProcessType: true,
    });
  }
  setCompanion(window);
  return window;
}

/** Opens the quick window, hidden, and loads its page. */
export function openQuickWindow(hooks: QuickWindowHooks): OpenedQuickWindow {
  const window = createWindow();
  const { webContents } = window;
  const client = clientOf(webContents);
  lockNavigation(webContents, hooks.report);
  webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) hooks.onDetached(client);
  });
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit')
      hooks.report(new Error(`The quick window's process is gone: ${reason}`));
    if (!window.isDestroyed()) window.destroy();
  });
  window.on('blur', () => {
    // A dialog of its own is no other place to which the person has gone.
    if (!hasSheet(window)) hooks.onBlur();
  });
  window.on('close', (event) => {
    event.preventDefault();
    hooks.onClose();
  });
  window.on('closed', () => {
    hooks.onDetached(client);
    hooks.onGone();
  });
  let put: Rectangle | null = null;
  const rememberPlace = (): void => {
    const now = window.getBounds();
    if (put === null || (now.x === put.x && now.y === put.y)) return;
    hooks.onMoved(withPlace(hooks.places(), screen.getDisplayMatching(now), now));
  };
  window.loadURL(quickUrl()).catch(hooks.report);
  return {
    client,
    window: {
      isFocused: () => window.isFocused(),
      show() {
        if (placesWindows()) {
          const display = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
          window.setBounds(quickArea(display, hooks.places()));
          put = window.getBounds();
        }
        window.show();
      },
      focus() {
        window.show();
        window.focus();
      },
      hide() {
        rememberPlace();
        window.hide();
      },
      async capture() {
        const { captureDisplay } = await import('./screenshot.ts');
        return captureDisplay(screen.getDisplayMatching(window.getBounds()));
      },
      tell: (news) => client.send('quick', news),
      destroy: () => window.destroy(),
    },
  };
}
