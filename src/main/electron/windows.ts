import { isDeepStrictEqual } from 'node:util';
import { BrowserWindow, screen } from 'electron';
import type { WindowAction } from '../../shared/actions.ts';
import type { Arrival } from '../../shared/model/arrival/arrival.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { Id } from '../../shared/model/conversation.ts';
import type { ShownPlace } from '../../shared/model/desktop/reading-position.ts';
import { placeOn, type WindowPlace } from '../../shared/model/desktop/window-place.ts';
import {
  createSavedWindows,
  type SavedWindows,
  type SavedWindowsOptions,
} from '../desktop/windows/saved-windows.ts';
import { appUrl } from './origin.ts';
import { openWindow, type WindowHooks } from './window.ts';

/** Dependencies of {@link createWindows}. */
export interface WindowsOptions extends SavedWindowsOptions {
  /** Called when a page is gone, for good or because it is reloading. */
  readonly onDetached: (client: Client) => void;
  /** See {@link WindowHooks.askToClose}. */
  readonly askToClose: WindowHooks['askToClose'];
  readonly report: (error: unknown) => void;
}

/** The main window, and the windows that show one conversation each. */
export interface Windows {
  /** Brings the main window to the front; if there is none, opens one at its last position. */
  show(): void;
  /** Opens the main window minimised, and later with it those of the last run. */
  openMinimised(): void;
  /** Has the page of the window in front perform an action; of the main window if none is. */
  perform(action: WindowAction): void;
  /** Shows the main window and has its page perform an action. */
  performInMain(action: WindowAction): void;
  /** Shows the window that an arrival is for, the conversation's own or the main one, and tells it. */
  deliver(arrival: Arrival): void;
  /** Shows the main window and tells it of an arrival. */
  deliverInMain(arrival: Arrival): void;
  /** Shows a conversation in a window of its own. */
  openConversation(conversationId: Id): void;
  /** Opens the windows of conversations that were open at the end, behind the main window. */
  restore(exists: (conversationId: Id) => boolean): void;
  /** Called when the program is about to end: windows that close from now on come back. */
  hold(): void;
  /** Closes the window with this page. */
  close(client: Client): void;
  /**
   * Called when a page starts. Returns where the person left its window before; null for a page that
   * was loaded again.
   */
  takeLeft(client: Client): ShownPlace | null;
  /** Keeps what a window shows, and how far it is read; null for a new conversation. */
  left(client: Client, shown: ShownPlace | null): void;
  /** Called when a page has rendered, so that its window can be shown. */
  drawn(client: Client): void;
}

interface Opened {
  readonly window: BrowserWindow;
  readonly client: Client;
  readonly onDrawn: () => void;
  /** Its page has asked for what it begins with. */
  isStarted: boolean;
  isDrawn: boolean;
  /** Its page was told where the person left it. */
  hasBegun: boolean;
  /** Events for the page, which are sent once it has rendered. */
  waiting: readonly ((client: Client) => void)[];
}

/** The hooks in which the main window and a conversation's own differ. */
type Wanted = Pick<WindowHooks, 'url' | 'place' | 'size' | 'onPlace' | 'isMinimised'>;

const ownSize = { width: 760, height: 780 } as const;
/** How far a new window is moved from the one it was opened from (px). */
const cascade = 32;

/** A place beside the window in front, for one that has had none; null without such a window. */
function besideFocused(): WindowPlace | null {
  const focused = BrowserWindow.getFocusedWindow();
  if (focused === null) return null;
  const bounds = focused.getNormalBounds();
  const area = { ...ownSize, x: bounds.x + cascade, y: bounds.y + cascade };
  return placeOn(area, false, screen.getDisplayMatching(bounds));
}

/** Tells the page of a window something, once it has rendered. */
function tell(opened: Opened, send: (client: Client) => void): void {
  if (opened.isDrawn) send(opened.client);
  else opened.waiting = [...opened.waiting, send];
}

function bringForward({ window }: Opened): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Keeps what windows show, and finds it again for their first page. */
function leftPlaces(
  settings: WindowsOptions['settings'],
  list: SavedWindows,
  windows: {
    readonly find: (client: Client) => Opened | undefined;
    readonly isMain: (opened: Opened) => boolean;
    readonly own: ReadonlyMap<Id, Opened>;
  },
): Pick<Windows, 'takeLeft' | 'left'> {
  const { find, isMain, own } = windows;
  return {
    takeLeft(client) {
      const opened = find(client);
      if (opened === undefined) return null;
      opened.isStarted = true;
      if (opened.hasBegun) return null;
      opened.hasBegun = true;
      if (isMain(opened)) {
        const { startsWith, lastShown } = settings.read();
        return startsWith === 'last' ? lastShown : null;
      }
      const [id] = [...own].find(([, each]) => each === opened) ?? [];
      const position = id === undefined ? null : list.positionOf(id);
      return id === undefined || position === null ? null : { conversationId: id, position };
    },
    left(client, shown) {
      const opened = find(client);
      if (opened === undefined) return;
      if (isMain(opened)) list.keepShown(shown);
      else if (shown !== null && own.get(shown.conversationId) === opened) {
        list.keepPosition(shown.conversationId, shown.position);
      }
    },
  };
}

/** Creates the windows' handle; opens nothing yet. */
export function createWindows(options: WindowsOptions): Windows {
  const { settings, onDetached, askToClose, report } = options;
  const list = createSavedWindows(options);
  const own = new Map<Id, Opened>();
  let main: Opened | null = null;
  let startsMinimised = false;

  const open = (wanted: Wanted): Opened => {
    const parts = openWindow({
      ...wanted,
      onDetached: (client) => {
        opened.isStarted = false;
        opened.isDrawn = false;
        onDetached(client);
      },
      askToClose,
      report,
    });
    const opened: Opened = {
      ...parts,
      isStarted: false,
      isDrawn: false,
      hasBegun: false,
      waiting: [],
    };
    return opened;
  };

  const showMain = (isMinimised = false): Opened => {
    if (main !== null && !main.window.isDestroyed()) {
      bringForward(main);
      return main;
    }
    main = open({
      url: appUrl,
      isMinimised,
      size: { width: 1100, height: 780 },
      place: settings.read().windowPlace,
      onPlace: (windowPlace) =>
        settings.update((before) =>
          isDeepStrictEqual(before.windowPlace, windowPlace) ? before : { ...before, windowPlace },
        ),
    });
    return main;
  };

  const openOwn = (id: Id, isMinimised: boolean): void => {
    const place = list.placeOf(id) ?? besideFocused();
    list.put(id, place);
    const url = new URL(appUrl);
    url.searchParams.set('conversation', id);
    const opened = open({
      url: url.href,
      isMinimised,
      size: ownSize,
      place,
      onPlace: (next) => own.has(id) && list.put(id, next),
    });
    own.set(id, opened);
    opened.window.on('closed', () => {
      own.delete(id);
      list.remove(id);
    });
  };

  const all = (): readonly Opened[] => {
    const isThere = main !== null && !main.window.isDestroyed();
    return [...(main !== null && isThere ? [main] : []), ...own.values()];
  };

  const openConversation = (id: Id): void => {
    const opened = own.get(id);
    if (opened === undefined) openOwn(id, false);
    else bringForward(opened);
  };

  return {
    show: () => void showMain(),
    openMinimised() {
      startsMinimised = true;
      showMain(true);
    },
    perform(action) {
      const focused = [...own.values()].find(({ window }) => window.isFocused());
      tell(focused ?? showMain(), (client) => client.send('menu', action));
    },
    performInMain: (action) => tell(showMain(), (client) => client.send('menu', action)),
    deliver(arrival) {
      const opened = arrival.kind === 'conversation' ? own.get(arrival.conversationId) : undefined;
      if (opened !== undefined) bringForward(opened);
      tell(opened ?? showMain(), (client) => client.send('arrival', arrival));
    },
    deliverInMain: (arrival) => tell(showMain(), (client) => client.send('arrival', arrival)),
    openConversation,
    restore(exists) {
      for (const { conversationId } of settings.read().windows) {
        if (own.has(conversationId)) continue;
        if (exists(conversationId)) openOwn(conversationId, startsMinimised);
        else list.remove(conversationId);
      }
    },
    hold: () => list.hold(),
    close(client) {
      const opened = all().find((each) => each.client === client);
      if (opened === undefined || opened.window.isDestroyed()) return;
      // The last window would take the program with it.
      if (all().length === 1 && opened !== main) showMain();
      opened.window.close();
    },
    ...leftPlaces(settings, list, {
      find: (client) => all().find((each) => each.client === client),
      isMain: (opened) => opened === main,
      own,
    }),
    drawn(client) {
      const opened = all().find((each) => each.client === client);
      // The page before may say so late, while it is being loaded again.
      if (opened?.isStarted !== true) return;
      opened.onDrawn();
      opened.isDrawn = true;
      for (const send of opened.waiting) send(client);
      opened.waiting = [];
    },
  };
}
