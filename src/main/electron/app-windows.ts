import { BrowserWindow } from 'electron';

/** Hidden working windows, which do not belong to the person. */
const unseen = new WeakSet<BrowserWindow>();

/** Excludes a window from {@link appWindows}. */
export function setUnseen(window: BrowserWindow): void {
  unseen.add(window);
}

/** The windows that show our page. */
export function appWindows(): readonly BrowserWindow[] {
  return BrowserWindow.getAllWindows().filter((window) => !unseen.has(window));
}
