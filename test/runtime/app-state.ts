import { EventEmitter } from 'node:events';

/** What the windows and the app must know of each other without importing each other. */
export const lifecycle = {
  /** Electron's `app` emitter. */
  emitter: new EventEmitter(),
  /** True once `ready` is on its way. */
  ready: false,
  name: (): string => 'Electron',
  appPath: (): string => process.cwd(),
  /** A window has closed; `left` are still open. */
  windowClosed: (_left: number): void => undefined,
  /** A window has refused to close. */
  closeRefused: (): void => undefined,
};
