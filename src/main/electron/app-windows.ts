import { BrowserWindow } from 'electron';

/** Windows that work unseen and are none of the person's. */
const unseen = new WeakSet<BrowserWindow>();

/** Keeps a window out of {@link appWindows}. */
export function setUnseen(window: BrowserWindow): void {
  unseen.add(window);
}

/** The windows with our page in them. */
export function appWindows(): readonly BrowserWindow[] {
  return BrowserWindow.getAllWindows().filter((window) => !unseen.has(window));
}
