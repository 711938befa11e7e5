/**
 * An `electron` package without windows, for main as a child process. Commands and events use the
 * process's own channel. The bundle cannot tell the difference, and nothing on the way to the disk
 * is replaced.
 */
import { EventEmitter } from 'node:events';
import { commandChannel } from '../../src/shared/contract/channels.ts';

/** A message from the parent: a command of the contract. */
export interface CommandMessage {
  readonly kind: 'command';
  readonly number: number;
  readonly name: string;
  readonly input: unknown;
}

/** Messages to the parent. */
export type ChildMessage =
  | { readonly kind: 'answer'; readonly number: number; readonly result: unknown }
  | { readonly kind: 'event'; readonly channel: string; readonly payload: unknown };

function tell(message: ChildMessage): void {
  // The parent may already be gone; then there is nobody to notify.
  if (process.connected) process.send?.(message);
}

/** Answers any use with itself, for the parts of Electron that only a window needs. */
const anything: unknown = new Proxy(function nothing() {}, {
  get: (_target, key) => {
    if (key === 'then') return undefined;
    return key === Symbol.toPrimitive ? () => 'nothing' : anything;
  },
  apply: () => anything,
  construct: () => anything as object,
});

/** Properties that `own` lacks do nothing. */
function withAnything<T extends object>(own: T): T {
  return new Proxy(own, {
    get: (target, key, receiver): unknown =>
      Reflect.has(target, key) || key === 'then' ? Reflect.get(target, key, receiver) : anything,
  });
}

/** The page of the one window. */
const contents = withAnything(
  Object.assign(new EventEmitter(), {
    id: 1,
    isDestroyed: () => false,
    send: (channel: string, payload: unknown) => tell({ kind: 'event', channel, payload }),
  }),
);

type Handler = (event: unknown, ...parameters: unknown[]) => unknown;

/** Commands may arrive before main is ready to answer them. */
const ready = Promise.withResolvers<Handler>();

process.on('message', (message: CommandMessage) => {
  const event = { sender: contents, senderFrame: { parent: null, url: 'app://parley/' } };
  void ready.promise
    .then((handler) => handler(event, message.name, message.input))
    .then((result) => tell({ kind: 'answer', number: message.number, result }));
});

export const ipcMain = withAnything({
  handle(channel: string, handler: Handler) {
    if (channel === commandChannel) ready.resolve(handler);
  },
});

let windows: unknown[] = [];

export class BrowserWindow extends EventEmitter {
  readonly webContents = contents;

  constructor() {
    super();
    const window = withAnything(this);
    windows = [window];
    return window;
  }

  static getAllWindows(): readonly unknown[] {
    return windows;
  }

  static getFocusedWindow(): null {
    return null;
  }

  isDestroyed(): boolean {
    return false;
  }

  loadURL(): Promise<void> {
    return Promise.resolve();
  }
}

const emitter = new EventEmitter();

export const app = withAnything(
  Object.assign(emitter, {
    name: 'Parley',
    setPath: () => undefined,
    getPath: () => process.env['PARLEY_USER_DATA'] ?? '',
    getVersion: () => '0.0.0',
    isPackaged: false,
    getAppPath: () => '',
    requestSingleInstanceLock: () => true,
    whenReady: () => Promise.resolve(),
    exit: (code: number) => process.exit(code),
    quit() {
      let prevented = false;
      emitter.emit('before-quit', {
        preventDefault: () => {
          prevented = true;
        },
      });
      if (!prevented) process.exit(0);
    },
  }),
);

process.on('SIGTERM', () => app.quit());
process.on('disconnect', () => process.exit(0));

export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(false),
  encryptStringAsync: () => Promise.reject(new Error('There are no keys here')),
  decryptStringAsync: () => Promise.reject(new Error('There are no keys here')),
  getSelectedStorageBackend: () => 'basic_text',
  setUsePlainTextEncryption: () => undefined,
};

export const autoUpdater = anything;
export const clipboard = anything;
export const ClipboardItem = anything;
export const crashReporter = anything;
export const dialog = anything;
export const Menu = anything;
export const MenuItem = anything;
export const nativeImage = anything;
export const nativeTheme = anything;
export const net = anything;
export const Notification = anything;
export const powerMonitor = anything;
export const protocol = anything;
export const screen = anything;
export const session = anything;
export const shell = anything;
export const systemPreferences = anything;
export const utilityProcess = anything;
export const webContents = anything;
