/** The exports of `electron`, name by name, so that ESM imports find each of them. */
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { clipboard, ClipboardItem } from './clipboard.ts';
export {
  autoUpdater,
  crashReporter,
  dialog,
  nativeImage,
  net,
  powerMonitor,
  powerSaveBlocker,
  shell,
  systemPreferences,
} from './desktop.ts';
export { desktopCapturer } from './desktop/screen-capture.ts';
export { globalShortcut } from './desktop/global-shortcut.ts';
export { Notification } from './desktop/notification.ts';
export { screen } from './desktop/screen.ts';
export { Tray } from './desktop/tray.ts';
export { ipcMain } from './ipc.ts';
export { Menu, MenuItem } from './menu.ts';
export { nativeTheme } from './native-theme.ts';
export { safeStorage } from './safe-storage.ts';
export { protocol, Session, session } from './session.ts';
export { utilityProcess } from './utility-process.ts';
export { WebContents as webContents } from './web-contents.ts';
