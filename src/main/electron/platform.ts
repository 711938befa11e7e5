import { app } from 'electron';
import type { Platform } from '../../shared/actions.ts';

/** `appId` of electron-builder.yml: with it Windows knows the running program and its shortcut for the same. */
const appId = 'app.parley.desktop';

/** The system that Parley runs on, as far as it matters to keys and menus. */
export function platform(): Platform {
  if (process.platform === 'darwin') return 'mac';
  return process.platform === 'win32' ? 'windows' : 'linux';
}

/** Tells the system who we are. */
export function identifyApp(): void {
  if (process.platform === 'win32') app.setAppUserModelId(appId);
}

/** Starts Parley again once this one has ended. */
export function relaunch(): void {
  // An AppImage runs from a mount that ends with it.
  const appImage = process.env['APPIMAGE'];
  app.relaunch(app.isPackaged && appImage !== undefined ? { execPath: appImage } : {});
}

/** Ends Parley; what is pending is written first. */
export function quit(): void {
  app.quit();
}

/** Parley's version, as in package.json. */
export function appVersion(): string {
  return app.getVersion();
}

/** Runs on without a window: macOS shows no icon for it. */
export function hideFromDock(): void {
  app.dock?.hide();
}
