import { isDeepStrictEqual } from 'node:util';
import type { BrowserWindow } from 'electron';
import type { WindowAction } from '../../shared/actions.ts';
import type { Arrival } from '../../shared/model/arrival/arrival.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { MessagePlace } from '../../shared/model/desktop/notifications.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { openWindow, type WindowHooks } from './window.ts';

/** Dependencies of the main window. */
export interface MainWindowOptions {
  readonly settings: {
    read(): Settings;
    update(change: (before: Settings) => Settings): unknown;
  };
  /** Called when the page is gone, for good or because it is reloading. */
  readonly onDetached: (client: Client) => void;
  /** See {@link WindowHooks.askToClose}. */
  readonly askToClose: WindowHooks['askToClose'];
  readonly report: (error: unknown) => void;
}

/** The one window that shows the conversations. */
export interface MainWindow {
  /** Brings the window to the front; if there is none, opens one at its last position. */
  show(): void;
  /** Shows the window and has its page perform an action once it has rendered. */
  perform(action: WindowAction): void;
  /** Shows the window and, in it, a message or conversation. */
  goTo(place: MessagePlace): void;
  /** Shows the window and tells its page what another program asked for. */
  deliver(arrival: Arrival): void;
  /** Called when a page has rendered, so that its window can be shown. */
  drawn(client: Client): void;
}

interface Opened {
  readonly window: BrowserWindow;
  readonly client: Client;
  readonly onDrawn: () => void;
  isDrawn: boolean;
  /** What to tell the page once it has rendered. */
  waiting: readonly ((client: Client) => void)[];
}

/** Creates the window's handle; opens nothing yet. */
export function createMainWindow({
  settings,
  onDetached,
  askToClose,
  report,
}: MainWindowOptions): MainWindow {
  let current: Opened | null = null;

  const open = (): Opened => {
    const parts = openWindow({
      place: settings.read().windowPlace,
      onPlace: (windowPlace) =>
        settings.update((before) =>
          isDeepStrictEqual(before.windowPlace, windowPlace) ? before : { ...before, windowPlace },
        ),
      onDetached: (client) => {
        opened.isDrawn = false;
        onDetached(client);
      },
      askToClose,
      report,
    });
    const opened: Opened = { ...parts, isDrawn: false, waiting: [] };
    return opened;
  };

  const show = (): Opened => {
    if (current === null || current.window.isDestroyed()) {
      current = open();
      return current;
    }
    const { window } = current;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return current;
  };

  /** Shows the window and tells its page once it has rendered. */
  const tell = (send: (client: Client) => void): void => {
    const opened = show();
    if (opened.isDrawn) send(opened.client);
    else opened.waiting = [...opened.waiting, send];
  };

  return {
    show: () => {
      show();
    },
    perform: (action) => tell((client) => client.send('menu', action)),
    goTo: (place) => tell((client) => client.send('goTo', place)),
    deliver: (arrival) => tell((client) => client.send('arrival', arrival)),
    drawn(client) {
      if (current?.client !== client) return;
      current.onDrawn();
      current.isDrawn = true;
      for (const send of current.waiting) send(client);
      current.waiting = [];
    },
  };
}
