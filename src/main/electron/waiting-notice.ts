import { Notification } from 'electron';
import type { PendingApproval } from '../../shared/model/tools.ts';
import { waitingWords } from '../../shared/words/waiting-words.ts';
import { appWindows } from './app-windows.ts';

/** Keeps shown notifications alive: a garbage-collected one no longer reports clicks. */
const shown = new Set<Notification>();

/**
 * Notifies the person that tool calls await approval if no window is focused. A click calls `show`.
 */
export function notifyOfWaiting(pending: PendingApproval, show: () => void): void {
  if (appWindows().some((window) => window.isFocused()) || !Notification.isSupported()) return;
  const notification = new Notification(waitingWords(pending));
  shown.add(notification);
  const forget = (): void => void shown.delete(notification);
  notification.on('close', forget);
  notification.on('click', () => {
    forget();
    show();
  });
  notification.show();
}
