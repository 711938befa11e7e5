import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen, session, type WebContents } from 'electron';
import type { Settings, Theme } from '../shared/settings.ts';
import { openExternally } from './links.ts';
import { appUrl, isOwnUrl } from './origin.ts';
import { showContextMenu } from './context-menu.ts';

/** Where the window was, in device-independent pixels. */
export type WindowPlace = NonNullable<Settings['windowPlace']>;

/** What the window needs from the rest of main. */
export interface WindowHooks {
  readonly place: WindowPlace | null;
  readonly onPlace: (place: WindowPlace) => void;
  /** The page is gone, for good or to be loaded again: nobody will acknowledge what was sent. */
  readonly onDetached: () => void;
  readonly report: (error: unknown) => void;
}

/** The renderer needs no permission but writing to the clipboard after a click. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** The colours of `--color-background` in ui/tokens.css, so that no white flashes before the first paint. */
const backgroundColor = (): string => (nativeTheme.shouldUseDarkColors ? '#191715' : '#fdfcfa');

function isOnScreen(place: WindowPlace): boolean {
  const area = screen.getDisplayMatching(place).workArea;
  const overlapX = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  const overlapY =
    Math.min(place.y + place.height, area.y + area.height) - Math.max(place.y, area.y);
  return overlapX > 100 && overlapY > 50;
}

/** Follows the person's choice of light or dark. */
export function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
}

/** Refuses every permission that Parley does not use. */
export function lockPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, callback) =>
    callback(allowedPermissions.has(permission)),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission) =>
    allowedPermissions.has(permission),
  );
}

/** No page of ours may go elsewhere, open a window or embed another; links go to the system's browser. */
export function lockNavigation(contents: WebContents, report: (error: unknown) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    openExternally(url).catch(report);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  // A frame shows one of our own pages and stays there; where to is no question of who asks.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && !isOwnUrl(event.url) && !event.url.startsWith('blob:'))
      event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function followPlace(window: BrowserWindow, onPlace: (place: WindowPlace) => void): void {
  const tell = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return;
    onPlace({ ...window.getNormalBounds(), maximized: window.isMaximized() });
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

/** Opens the window where it was, hidden until it has something to show. */
export function openWindow(hooks: WindowHooks): BrowserWindow {
  const place = hooks.place !== null && isOnScreen(hooks.place) ? hooks.place : null;
  const window = new BrowserWindow({
    width: 1100,
    height: 780,
    ...(place === null ? {} : { x: place.x, y: place.y, width: place.width, height: place.height }),
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Parley',
    backgroundColor: backgroundColor(),
    ...(process.platform === 'darwin' ? { titleBarStyle: 'hiddenInset' as const } : {}),
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: true,
    },
  });
  if (place?.maximized === true) window.maximize();
  lockNavigation(window.webContents, hooks.report);
  followPlace(window, hooks.onPlace);
  window.once('ready-to-show', () => window.show());
  window.webContents.on('context-menu', (_event, parameters) =>
    showContextMenu(window, parameters),
  );
  window.webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) hooks.onDetached();
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    hooks.onDetached();
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  window.on('closed', hooks.onDetached);
  window.loadURL(appUrl).catch(hooks.report);
  return window;
}
