import { app, globalShortcut } from 'electron';
import { platform, placesWindows } from '../platform.ts';

/** Asks the system for keys; false if another program has them. */
export function registerKeys(accelerator: string, onPress: () => void): boolean {
  return globalShortcut.register(accelerator, onPress);
}

/** Gives keys back to the system. */
export function unregisterKeys(accelerator: string): void {
  globalShortcut.unregister(accelerator);
}

/**
 * True if the desktop asks the person for each shortcut. Electron says that such a shortcut is
 * registered, whatever the answer is.
 */
export function isShortcutAsked(): boolean {
  return !placesWindows();
}

/** A word of a command line, quoted if a shell would take it for more. */
function quoted(word: string): string {
  return /^[\w./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The command that shows the quick window; null where desktops bind no keys to commands. */
export function quickCommand(quickSwitch: string): string | null {
  if (platform() !== 'linux') return null;
  // An AppImage runs from a mount that disappears with it. A package puts `parley` onto the path.
  const program = app.isPackaged ? (process.env['APPIMAGE'] ?? 'parley') : 'parley';
  return `${quoted(program)} ${quickSwitch}`;
}
