import {
  app,
  BrowserWindow,
  dialog,
  nativeTheme,
  screen,
  type Session,
  type WebContents,
} from 'electron';
import { t } from '../../shared/language/translate.ts';
import {
  placeOn,
  restoredArea,
  type Area,
  type WindowPlace,
} from '../../shared/model/desktop/window-place.ts';
import type { Theme } from '../../shared/model/settings.ts';
import type { Client } from '../../shared/contract/client.ts';
import { clientOf } from './clients.ts';
import { hasDeveloperTools } from './developer-tools.ts';
import { openExternally } from './links.ts';
import { isAppPage, isOwnUrl } from './origin.ts';
import { preloadFile, resource } from './program-files.ts';
import { createReloadBudget } from './reload-budget.ts';

/** Callbacks of the window to the rest of main. */
export interface WindowHooks {
  /** The URL of its page. */
  readonly url: string;
  /** Its size without a place, in device-independent pixels. */
  readonly size: Pick<Area, 'width' | 'height'>;
  readonly place: WindowPlace | null;
  /** True for a window that only its button in the taskbar or dock shows at first. */
  readonly isMinimised?: boolean;
  readonly onPlace: (place: WindowPlace) => void;
  /**
   * Called when the page is gone, for good or because it is reloading: nobody will acknowledge what
   * was sent.
   */
  readonly onDetached: (client: Client) => void;
  /**
   * Asks the person before the window closes; null if there is nothing to ask. It closes if this
   * resolves to true. Never rejects.
   */
  readonly askToClose: () => Promise<boolean> | null;
  readonly report: (error: unknown) => void;
}

/**
 * How long to wait for a page's first paint before the window is shown anyway (ms), so that a stuck
 * page still gets a window.
 */
const showAfterMs = 3000;
/**
 * How long to wait after the first paint, which may be only the background, before the window is
 * shown anyway (ms).
 */
const showPaintedAfterMs = 500;

/**
 * The colours of `--color-background` in ui/tokens.css, so that no white flashes before the first
 * paint.
 */
export const backgroundColor = (): string =>
  nativeTheme.shouldUseDarkColors ? '#191715' : '#fdfcfa';

/** Preferences of every window with our page. */
export const pagePreferences = () =>
  ({
    preload: preloadFile,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    spellcheck: true,
    devTools: hasDeveloperTools,
  }) as const;

/** The area for a window that was at `place`. */
function areaFor(place: WindowPlace): Area {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return restoredArea(place, [primary, ...others]);
}

/** Applies the person's choice of light or dark. */
export function applyTheme(theme: Theme): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
}

/**
 * Denies every permission and every download. No page needs a permission: main copies, opens and
 * saves for them.
 */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/**
 * Prevents our pages from navigating elsewhere, opening windows or embedding other pages; links
 * open in the system's browser.
 */
export function lockNavigation(contents: WebContents, report: (error: unknown) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    openExternally(url).catch(report);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (!isAppPage(event.url)) event.preventDefault();
  });
  // A frame shows one of our own pages and stays there, whoever tries to navigate it.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && !isOwnUrl(event.url) && !event.url.startsWith('blob:'))
      event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // A page's content security policy does not cover WebRTC.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/**
 * Returns a function that shows the window once its page has rendered; otherwise it is shown after
 * a while.
 */
function showWhenDrawn(
  window: BrowserWindow,
  isMaximized: boolean,
  isMinimised: boolean,
): () => void {
  let isShown = false;
  const show = (): void => {
    clearTimeout(timer);
    if (isShown || window.isDestroyed()) return;
    isShown = true;
    // A window that was brought to the front meanwhile stays there.
    if (isMinimised && !window.isVisible()) {
      window.minimize();
      return;
    }
    // Maximizing shows a window by itself.
    if (isMaximized) window.maximize();
    window.show();
  };
  let timer = setTimeout(show, showAfterMs);
  window.once('ready-to-show', () => {
    clearTimeout(timer);
    if (!isShown) timer = setTimeout(show, showPaintedAfterMs);
  });
  window.once('closed', () => clearTimeout(timer));
  return show;
}

/** Reloads the page after a crash, unless crashes repeat too often. */
function surviveCrashes(window: BrowserWindow, client: Client, hooks: WindowHooks): void {
  const mayReload = createReloadBudget();
  const ask = async (): Promise<void> => {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: t('fault.window'),
      detail: t('fault.window.text'),
      buttons: [t('common.try_again'), t('dialog.quit')],
      cancelId: 1,
    });
    if (response === 1) app.quit();
    else if (!window.isDestroyed()) window.webContents.reload();
  };
  window.webContents.on('render-process-gone', (_event, details) => {
    hooks.onDetached(client);
    if (details.reason === 'clean-exit') return;
    hooks.report(new Error(`The window's process is gone: ${details.reason}`));
    if (!mayReload()) {
      ask().catch(hooks.report);
      return;
    }
    setImmediate(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    });
  });
}

function followPlace(window: BrowserWindow, onPlace: (place: WindowPlace) => void): void {
  const tell = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return;
    const bounds = window.getNormalBounds();
    onPlace(placeOn(bounds, window.isMaximized(), screen.getDisplayMatching(bounds)));
  };
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(tell, 300);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('close', tell);
  window.on('closed', () => clearTimeout(timer));
}

/** Lets the person decide before the window closes. */
function closeWhenAllowed(window: BrowserWindow, ask: WindowHooks['askToClose']): void {
  window.on('close', (event) => {
    const asked = ask();
    if (asked === null) return;
    event.preventDefault();
    void asked.then((mayClose) => {
      if (mayClose && !window.isDestroyed()) window.close();
    });
  });
}

/**
 * Opens the window at its last position, hidden until its page has rendered, so that nobody sees an
 * empty one. Call `onDrawn` when it has.
 */
export function openWindow(hooks: WindowHooks): {
  readonly window: BrowserWindow;
  readonly client: Client;
  readonly onDrawn: () => void;
} {
  const { place } = hooks;
  const window = new BrowserWindow({
    ...(place === null ? hooks.size : areaFor(place)),
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Parley',
    backgroundColor: backgroundColor(),
    // The page learns from the overlay where the system puts its buttons.
    ...(process.platform === 'darwin'
      ? { titleBarStyle: 'hiddenInset' as const, titleBarOverlay: true }
      : {}),
    ...(process.platform === 'linux' ? { icon: resource('window-icon.png') } : {}),
    autoHideMenuBar: true,
    webPreferences: pagePreferences(),
  });
  const client = clientOf(window.webContents);
  lockNavigation(window.webContents, hooks.report);
  followPlace(window, hooks.onPlace);
  const onDrawn = showWhenDrawn(window, place?.maximized === true, hooks.isMinimised === true);
  surviveCrashes(window, client, hooks);
  closeWhenAllowed(window, hooks.askToClose);
  window.webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) hooks.onDetached(client);
  });
  window.on('closed', () => hooks.onDetached(client));
  window.loadURL(hooks.url).catch(hooks.report);
  return { window, client, onDrawn };
}
