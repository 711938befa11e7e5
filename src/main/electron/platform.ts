import type { Program } from '../backup/program-folder.ts';
import { app } from 'electron';
import type { Platform } from '../../shared/actions.ts';
import { appId } from './identity/app-id.ts';

/** The operating system, as far as keys and menus depend on it. */
export function platform(): Platform {
  if (process.platform === 'darwin') return 'mac';
  return process.platform === 'win32' ? 'windows' : 'linux';
}

/** False on Wayland, where programs neither know nor choose where their windows are. */
export function placesWindows(): boolean {
  return process.platform !== 'linux' || process.env['XDG_SESSION_TYPE'] !== 'wayland';
}

/** Ways to shortcuts on Wayland that Chromium leaves off. */
const shortcutFeatures = ['GlobalShortcutsPortal', 'GlobalShortcutsPortalPreferredTrigger'];

/** Has Chromium ask the desktop for shortcuts on Wayland. Must run before the app is ready. */
export function askDesktopForShortcuts(): void {
  if (process.platform !== 'linux') return;
  // Only the last switch of a name counts, so what was there before goes along.
  const before = app.commandLine.getSwitchValue('enable-features');
  const features = [...(before === '' ? [] : [before]), ...shortcutFeatures];
  app.commandLine.appendSwitch('enable-features', features.join(','));
}

/** Identifies the app to the system. */
export function identifyApp(): void {
  if (process.platform === 'win32') app.setAppUserModelId(appId);
}

/** The program that runs. */
export function ownProgram(): Program {
  return { execPath: process.execPath, platform: process.platform, isPackaged: app.isPackaged };
}

/** Starts Parley again after this process has ended. */
export function relaunch(): void {
  // An AppImage runs from a mount that disappears with it.
  const appImage = process.env['APPIMAGE'];
  app.relaunch(app.isPackaged && appImage !== undefined ? { execPath: appImage } : {});
}

/** Quits Parley; what is pending is written first. */
export function quit(): void {
  app.quit();
}

/** Parley's version, as in package.json. */
export function appVersion(): string {
  return app.getVersion();
}

/** Hides the macOS dock icon while Parley runs without a window. */
export function hideFromDock(): void {
  app.dock?.hide();
}
