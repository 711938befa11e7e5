import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { screenAccess, tellsAccess } from './desktop/screen-access.ts';
import { logOutside } from './log.ts';

/**
 * Electron's `dialog` without anybody to answer: everything is cancelled. Tests replace the
 * functions.
 */
export const dialog = {
  showOpenDialog: (): Promise<object> => Promise.resolve({ canceled: true, filePaths: [] }),
  showOpenDialogSync: (): undefined => undefined,
  showSaveDialog: (): Promise<object> => Promise.resolve({ canceled: true, filePath: '' }),
  showSaveDialogSync: (): string => '',
  showMessageBox: (...args: readonly unknown[]): Promise<object> => {
    const options = args.at(-1) as { cancelId?: number; message?: string };
    return Promise.resolve({ response: options.cancelId ?? 0, checkboxChecked: false });
  },
  showMessageBoxSync: (...args: readonly unknown[]): number =>
    (args.at(-1) as { cancelId?: number }).cancelId ?? 0,
  showErrorBox: (title: string, content: string): void => {
    process.stderr.write(`${title}\n${content}\n`);
  },
  showCertificateTrustDialog: (): Promise<void> => Promise.resolve(),
};

/** Electron's `shell`: logs what it is asked to open, and opens nothing. */
export const shell = {
  openExternal: (url: string): Promise<void> => {
    logOutside({ kind: 'open-external', url });
    return Promise.resolve();
  },
  openPath: (path: string): Promise<string> => {
    logOutside({ kind: 'open-path', url: path });
    return Promise.resolve('');
  },
  showItemInFolder: (path: string): void => logOutside({ kind: 'show-item', url: path }),
  trashItem: (path: string): Promise<void> => {
    logOutside({ kind: 'trash-item', url: path });
    return Promise.resolve();
  },
  beep: (): void => undefined,
};

function image(bytes: Buffer): object {
  return {
    isEmpty: () => bytes.length === 0,
    toPNG: () => bytes,
    toDataURL: () => `data:image/png;base64,${bytes.toString('base64')}`,
    getSize: () => ({ width: 0, height: 0 }),
    resize: () => image(bytes),
    setTemplateImage: () => undefined,
  };
}

/** As with Electron, a file that cannot be read makes an empty image. */
function readOrEmpty(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Electron's `nativeImage`: carries bytes without decoding them. */
export const nativeImage = {
  createEmpty: (): object => image(Buffer.alloc(0)),
  createFromPath: (path: string): object => image(readOrEmpty(path)),
  createFromBuffer: (bytes: Buffer): object => image(bytes),
  createFromDataURL: (url: string): object =>
    image(Buffer.from(url.replace(/^data:[^,]*,/, ''), 'base64')),
  ...thumbnails(),
};

/**
 * `createThumbnailFromPath` exists only on macOS and Windows, and therefore here only if the
 * environment names the PNG to return. It rejects for a missing file, and always if the PNG is
 * missing.
 */
function thumbnails(): object {
  const png = process.env['PARLEY_RUNTIME_THUMBNAIL'];
  if (png === undefined) return {};
  return {
    createThumbnailFromPath: async (path: string): Promise<object> => {
      try {
        await access(path);
        return image(await readFile(png));
      } catch {
        throw new Error('unable to retrieve thumbnail preview image for the given path');
      }
    },
  };
}

/** Electron's `powerMonitor`; tests emit its events themselves. */
export const powerMonitor = Object.assign(new EventEmitter(), {
  isOnBatteryPower: (): boolean => false,
  onBatteryPower: false,
  getSystemIdleState: (): string => 'active',
  getSystemIdleTime: (): number => 0,
  getCurrentThermalState: (): string => 'unknown',
});

/** Electron's `powerSaveBlocker`. */
export const powerSaveBlocker = {
  start: (): number => 1,
  stop: (): boolean => true,
  isStarted: (): boolean => false,
};

/** Electron's `crashReporter`, which never reports. */
export const crashReporter = {
  start: (): void => undefined,
  getUploadedReports: (): object[] => [],
  addExtraParameter: (): void => undefined,
};

/** Electron's `autoUpdater`, which never finds anything. */
export const autoUpdater = Object.assign(new EventEmitter(), {
  setFeedURL: (): void => undefined,
  checkForUpdates: (): void => undefined,
  quitAndInstall: (): void => undefined,
});

/** Electron's `systemPreferences`. */
export const systemPreferences = Object.assign(new EventEmitter(), {
  getAccentColor: (): string => '',
  getAnimationSettings: (): object => ({
    shouldRenderRichAnimation: true,
    scrollAnimationsEnabledBySystem: true,
    prefersReducedMotion: false,
  }),
  ...(tellsAccess ? { getMediaAccessStatus: mediaAccess } : {}),
});

/** The answer for the screen; nothing here has a camera or a microphone. */
function mediaAccess(type: 'microphone' | 'camera' | 'screen'): string {
  return type === 'screen' ? screenAccess() : 'denied';
}

/** Electron's `net`, over Node's fetch. */
export const net = {
  fetch: (...args: Parameters<typeof fetch>): Promise<Response> => fetch(...args),
  isOnline: (): boolean => true,
  online: true,
};

/** The operating system's version, for `process.getSystemVersion`. */
export const systemVersion = release();
