import { BrowserWindow } from 'electron';

/** Hidden working windows, which do not belong to the person. */
const unseen = new WeakSet<BrowserWindow>();
/** Windows with our page that do not keep Parley open. */
const companions = new WeakSet<BrowserWindow>();

/** Excludes a window from all lists. */
export function setUnseen(window: BrowserWindow): void {
  unseen.add(window);
}

/** Excludes a window from {@link appWindows}: it comes and goes beside the others. */
export function setCompanion(window: BrowserWindow): void {
  companions.add(window);
}

/** True for a window that {@link appWindows} leaves out. */
export function isCompanion(window: BrowserWindow): boolean {
  return companions.has(window);
}

/** The windows that show our page, companions among them. */
export function pageWindows(): readonly BrowserWindow[] {
  return BrowserWindow.getAllWindows().filter(
    (window) => !window.isDestroyed() && !unseen.has(window),
  );
}

/** The windows in which the person has Parley open. */
export function appWindows(): readonly BrowserWindow[] {
  return pageWindows().filter((window) => !companions.has(window));
}
