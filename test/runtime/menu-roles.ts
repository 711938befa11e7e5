import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';

/** What Electron gives an item of a role that does not say it itself. */
export interface Role {
  readonly label: string;
  readonly accelerator?: string;
  /** False if the page itself does what the accelerator is for. */
  readonly registerAccelerator?: false;
  readonly run?: (window: BrowserWindow) => void;
}

const isMac = process.platform === 'darwin';
const isWindows = process.platform === 'win32';

/** A role that acts on the focused page, which has the keys itself. */
function edit(label: string, accelerator: string, run: Role['run']): Role {
  return { label, accelerator, registerAccelerator: false, ...(run ? { run } : {}) };
}

/**
 * The roles, after Electron’s `menu-item-roles`. Those that only macOS acts on have no action; what
 * the system itself does (Services, Speech, the list of windows) is not played.
 */
export const roles: Readonly<Record<string, Role>> = {
  about: { label: isMac ? `About ${app.name}` : 'About' },
  services: { label: 'Services' },
  hide: { label: `Hide ${app.name}`, accelerator: 'Command+H' },
  hideothers: { label: 'Hide Others', accelerator: 'Command+Alt+H' },
  unhide: { label: 'Show All' },
  quit: {
    label: isMac ? `Quit ${app.name}` : isWindows ? 'Exit' : 'Quit',
    ...(isWindows ? {} : { accelerator: 'CommandOrControl+Q' }),
  },
  undo: edit('Undo', 'CommandOrControl+Z', ({ webContents }) => webContents.undo()),
  redo: edit('Redo', isWindows ? 'Control+Y' : 'Shift+CommandOrControl+Z', ({ webContents }) =>
    webContents.redo(),
  ),
  cut: edit('Cut', 'CommandOrControl+X', ({ webContents }) => webContents.cut()),
  copy: edit('Copy', 'CommandOrControl+C', ({ webContents }) => webContents.copy()),
  paste: edit('Paste', 'CommandOrControl+V', ({ webContents }) => webContents.paste()),
  pasteandmatchstyle: edit(
    'Paste and Match Style',
    isMac ? 'Cmd+Option+Shift+V' : 'Shift+CommandOrControl+V',
    ({ webContents }) => webContents.paste(),
  ),
  delete: { label: 'Delete', run: ({ webContents }) => webContents.delete() },
  selectall: edit('Select All', 'CommandOrControl+A', ({ webContents }) => webContents.selectAll()),
  startspeaking: { label: 'Start Speaking' },
  stopspeaking: { label: 'Stop Speaking' },
  showsubstitutions: { label: 'Show Substitutions' },
  togglesmartquotes: { label: 'Smart Quotes' },
  togglesmartdashes: { label: 'Smart Dashes' },
  toggletextreplacement: { label: 'Text Replacement' },
  reload: {
    label: 'Reload',
    accelerator: 'CommandOrControl+R',
    run: (window) => window.reload(),
  },
  forcereload: {
    label: 'Force Reload',
    accelerator: 'Shift+CommandOrControl+R',
    run: (window) => window.reload(),
  },
  toggledevtools: {
    label: 'Toggle Developer Tools',
    accelerator: isMac ? 'Alt+Command+I' : 'Control+Shift+I',
    run: () => undefined,
  },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: isMac ? 'Control+Command+F' : 'F11',
    run: (window) => window.setFullScreen(!window.isFullScreen()),
  },
  resetzoom: {
    label: 'Actual Size',
    accelerator: 'CommandOrControl+0',
    run: ({ webContents }) => webContents.setZoomLevel(0),
  },
  zoomin: {
    label: 'Zoom In',
    accelerator: 'CommandOrControl+Plus',
    run: ({ webContents }) => webContents.setZoomLevel(webContents.getZoomLevel() + 0.5),
  },
  zoomout: {
    label: 'Zoom Out',
    accelerator: 'CommandOrControl+-',
    run: ({ webContents }) => webContents.setZoomLevel(webContents.getZoomLevel() - 0.5),
  },
  minimize: {
    label: 'Minimize',
    accelerator: 'CommandOrControl+M',
    run: (window) => window.minimize(),
  },
  zoom: { label: 'Zoom' },
  front: { label: 'Bring All to Front' },
  close: {
    label: isMac ? 'Close Window' : 'Close',
    accelerator: 'CommandOrControl+W',
    run: (window) => window.close(),
  },
  window: { label: 'Window' },
  help: { label: 'Help' },
  appmenu: { label: app.name },
  filemenu: { label: 'File' },
  editmenu: { label: 'Edit' },
  viewmenu: { label: 'View' },
  windowmenu: { label: 'Window' },
};

/** The items of a role that is a whole menu, without separators. */
export const submenusOfRoles: Readonly<Record<string, readonly string[]>> = {
  appmenu: ['about', 'services', 'hide', 'hideOthers', 'unhide', 'quit'],
  filemenu: [isMac ? 'close' : 'quit'],
  editmenu: isMac
    ? ['undo', 'redo', 'cut', 'copy', 'paste', 'pasteAndMatchStyle', 'delete', 'selectAll']
    : ['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectAll'],
  viewmenu: [
    'reload',
    'forceReload',
    'toggleDevTools',
    'resetZoom',
    'zoomIn',
    'zoomOut',
    'togglefullscreen',
  ],
  windowmenu: isMac ? ['minimize', 'zoom', 'front'] : ['minimize', 'zoom', 'close'],
};
