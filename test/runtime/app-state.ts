import { EventEmitter } from 'node:events';

/** State shared by windows and app, so that they need not import each other. */
export const lifecycle = {
  /** Electron's `app` emitter. */
  emitter: new EventEmitter(),
  /** True once `ready` is about to be emitted. */
  ready: false,
  name: (): string => 'Electron',
  appPath: (): string => process.cwd(),
  /** A window has closed; `left` are still open. */
  windowClosed: (_left: number): void => undefined,
  /** A window has refused to close. */
  closeRefused: (): void => undefined,
};
