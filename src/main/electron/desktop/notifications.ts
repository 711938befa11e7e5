import { app, Notification } from 'electron';
import type { DesktopNotice } from '../../desktop/attention.ts';
import { pageWindows } from '../app-windows.ts';

/**
 * Keeps shown notifications alive: a garbage-collected one no longer reports clicks. Not every
 * system tells when one is closed, so there are at most this many.
 */
const maxKept = 50;
const shown = new Set<Notification>();

/** True if the person looks at a window of Parley. */
export function isInFront(): boolean {
  return pageWindows().some((window) => window.isFocused());
}

/** Calls `listener` when a window comes to the front. */
export function onFront(listener: () => void): void {
  app.on('browser-window-focus', listener);
}

/** Shows a notification if the system can. A click calls `open`. */
export function showNotification(notice: DesktopNotice, open: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification(notice);
  shown.add(notification);
  const [oldest] = shown;
  if (shown.size > maxKept && oldest !== undefined) shown.delete(oldest);
  const forget = (): void => void shown.delete(notification);
  notification.on('close', forget);
  notification.on('failed', forget);
  notification.on('click', () => {
    forget();
    open();
  });
  notification.show();
}
