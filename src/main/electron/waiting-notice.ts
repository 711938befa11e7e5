import { Notification } from 'electron';
import type { PendingApproval } from '../../shared/model/tools.ts';
import { waitingWords } from '../../shared/words/waiting-words.ts';
import { appWindows } from './app-windows.ts';

/** Shown notifications, which would lose their click if they were collected. */
const shown = new Set<Notification>();

/** Notifies the person that calls of tools wait, if no window is in front. A click calls `show`. */
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
