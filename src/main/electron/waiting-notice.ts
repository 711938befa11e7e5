import { Notification } from 'electron';
import { appWindows } from './app-windows.ts';

/** Keeps shown notifications alive: a garbage-collected one no longer reports clicks. */
const shown = new Set<Notification>();

/** The text of a notification. */
export interface WaitingNotice {
  readonly title: string;
  readonly body: string;
}

/** Notifies the person that something waits for them if no window is focused. A click calls `show`. */
export function notifyOfWaiting(notice: WaitingNotice, show: () => void): void {
  if (appWindows().some((window) => window.isFocused()) || !Notification.isSupported()) return;
  const notification = new Notification(notice);
  shown.add(notification);
  const forget = (): void => void shown.delete(notification);
  notification.on('close', forget);
  notification.on('click', () => {
    forget();
    show();
  });
  notification.show();
}
