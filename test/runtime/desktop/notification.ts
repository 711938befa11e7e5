import { EventEmitter } from 'node:events';
import { createEvent } from '../events.ts';
import { logOutside } from '../log.ts';

/** How the desktop takes notifications. */
const mode = process.env['PARLEY_RUNTIME_NOTIFICATIONS'] ?? 'shown';

/**
 * Electron's `Notification`: written down, never drawn. `Notification.shown` hands those that stand
 * there to tests, which click them by emitting `click`.
 */
export class Notification extends EventEmitter {
  /** Those that were shown and not closed, oldest first. */
  static readonly shown: Notification[] = [];
  readonly title: string;
  readonly body: string;

  constructor(options: { readonly title?: string; readonly body?: string } = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }

  static isSupported(): boolean {
    return mode !== 'none';
  }

  show(): void {
    if (mode === 'none') return;
    if (mode === 'failing') {
      // As on Windows without a shortcut in the start menu.
      setImmediate(() => this.emit('failed', createEvent({}), 'The notification was refused.'));
      return;
    }
    Notification.shown.push(this);
    logOutside({ kind: 'notification', url: this.title, text: this.body });
    this.emit('show', createEvent({}));
  }

  close(): void {
    const index = Notification.shown.indexOf(this);
    if (index === -1) return;
    Notification.shown.splice(index, 1);
    this.emit('close', createEvent({}));
  }
}
