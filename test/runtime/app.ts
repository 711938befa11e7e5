import type { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { lifecycle } from './app-state.ts';
import { BrowserWindow } from './browser-window.ts';
import { desktopCalls, recordCall } from './desktop/calls.ts';
import { focusRule, otherPrograms } from './desktop/focus-stack.ts';
import { getLoginItemSettings, setLoginItemSettings } from './desktop/login-items.ts';
import { nativeImage } from './desktop.ts';
import { createEvent, emitPreventable } from './events.ts';
import { appMetrics } from './process-metrics.ts';
import {
  isProtocolClient,
  openedAtStart,
  removeProtocolClient,
  setProtocolClient,
} from './protocol-clients.ts';
import { session } from './session.ts';
import { hasLock, lockDelivered, releaseLock, requestLock } from './instance-lock.ts';

/** The app as described by its package.json. */
export interface AppPackage {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly executable: string;
}

let description: AppPackage = {
  path: process.cwd(),
  name: 'Electron',
  version: '0.0.0',
  executable: process.execPath,
};
const paths = new Map<string, string>();
const switches = new Map<string, string>();
let badgeCount = 0;
/** The windows that `app.hide` has hidden. */
let hidden: readonly BrowserWindow[] = [];
let quitting = false;
let exitCode = 0;
let announceReady: (info: object) => void = () => undefined;
const readiness = new Promise<object>((resolve) => {
  announceReady = resolve;
});

function defaultPath(name: string): string {
  const home = homedir();
  const appData =
    process.platform === 'darwin'
      ? join(home, 'Library', 'Application Support')
      : (process.env['APPDATA'] ?? process.env['XDG_CONFIG_HOME'] ?? join(home, '.config'));
  const folder = (title: string): string => join(home, title);
  const known: Readonly<Record<string, () => string>> = {
    home: () => home,
    appData: () => appData,
    userData: () => join(appData, description.name),
    sessionData: () => app.getPath('userData'),
    logs: () => join(app.getPath('userData'), 'logs'),
    crashDumps: () => join(app.getPath('userData'), 'Crashpad'),
    temp: () => tmpdir(),
    exe: () => description.executable,
    module: () => description.executable,
    desktop: () => folder('Desktop'),
    documents: () => folder('Documents'),
    downloads: () => folder('Downloads'),
    music: () => folder('Music'),
    pictures: () => folder('Pictures'),
    videos: () => folder('Videos'),
  };
  const find = known[name];
  if (!find) throw new Error(`Failed to get '${name}' path`);
  return find();
}

function finish(): void {
  if (emitPreventable(lifecycle.emitter, 'will-quit', {})) {
    quitting = false;
    return;
  }
  app.exit(exitCode);
}

lifecycle.windowClosed = (left) => {
  if (left > 0) return;
  if (quitting) finish();
  else if (lifecycle.emitter.listenerCount('window-all-closed') === 0) app.quit();
  else lifecycle.emitter.emit('window-all-closed');
};
lifecycle.closeRefused = () => {
  quitting = false;
};
lifecycle.name = () => description.name;
lifecycle.appPath = () => description.path;

/** The members of `app` besides events. */
const members = {
  isPackaged: false,
  applicationMenu: null,
  accessibilitySupportEnabled: false,
  userAgentFallback: '',
  runningUnderARM64Translation: false,
  dock: undefined,
  commandLine: {
    appendSwitch: (name: string, value = ''): void => {
      switches.set(name, value);
    },
    appendArgument: (): void => undefined,
    removeSwitch: (name: string): void => {
      switches.delete(name);
    },
    hasSwitch: (name: string): boolean => switches.has(name),
    getSwitchValue: (name: string): string => switches.get(name) ?? '',
  },
  whenReady: (): Promise<object> => readiness,
  isReady: (): boolean => lifecycle.ready,
  getName: (): string => description.name,
  setName: (name: string): void => {
    description = { ...description, name };
  },
  getVersion: (): string => description.version,
  getAppPath: (): string => description.path,
  getPath: (name: string): string => paths.get(name) ?? defaultPath(name),
  setPath: (name: string, path: string): void => {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    defaultPath(name);
    paths.set(name, path);
    mkdirSync(path, { recursive: true });
  },
  setAppLogsPath: (path?: string): void => {
    paths.set('logs', path ?? app.getPath('logs'));
  },
  getLocale: (): string => Intl.DateTimeFormat().resolvedOptions().locale,
  getSystemLocale: (): string => Intl.DateTimeFormat().resolvedOptions().locale,
  getPreferredSystemLanguages: (): string[] =>
    (process.env['PARLEY_RUNTIME_LANGUAGES'] ?? 'en-US').split(','),
  getLocaleCountryCode: (): string => '',
  getGPUFeatureStatus: (): object => ({}),
  getAppMetrics: appMetrics,
  getLoginItemSettings,
  setLoginItemSettings,
  isInApplicationsFolder: (): boolean => true,
  focus: (): void => BrowserWindow.getAllWindows()[0]?.focus(),
  hide(): void {
    if (focusRule === 'mac' && hidden.length === 0) hidden = BrowserWindow.hideAll();
  },
  show(): void {
    const windows = hidden;
    hidden = [];
    for (const window of windows) if (!window.isDestroyed()) window.showInactive();
  },
  isHidden: (): boolean => hidden.length > 0,
  enableSandbox: (): void => undefined,
  disableHardwareAcceleration: (): void => undefined,
  setAppUserModelId: (): void => undefined,
  setAsDefaultProtocolClient: setProtocolClient,
  removeAsDefaultProtocolClient: removeProtocolClient,
  isDefaultProtocolClient: isProtocolClient,
  setAboutPanelOptions: (): void => undefined,
  showAboutPanel: (): void => undefined,
  addRecentDocument: (): void => undefined,
  clearRecentDocuments: (): void => undefined,
  /** For tests: who else can have the keyboard. */
  otherPrograms,
  /** For tests: what the desktop was asked for, in order. */
  desktopCalls,
  /** Empty, as on a desktop of Linux without icons for files. */
  getFileIcon: (): Promise<object> => Promise.resolve(nativeImage.createEmpty()),
  setBadgeCount: (count = 0): boolean => {
    recordCall('app.setBadgeCount', count);
    badgeCount = count;
    return true;
  },
  getBadgeCount: (): number => badgeCount,
  setJumpList: (): string => 'ok',
  setUserTasks: (): boolean => true,
  setSecureKeyboardEntryEnabled: (): void => undefined,
  setAccessibilitySupportEnabled: (): void => undefined,
  isAccessibilitySupportEnabled: (): boolean => false,
  requestSingleInstanceLock: (data: unknown = null): boolean =>
    requestLock(
      app.getPath('userData'),
      { argv: process.argv, cwd: process.cwd(), data },
      ({ argv, cwd, data: theirs }) => {
        const tell = (): boolean =>
          lifecycle.emitter.emit('second-instance', createEvent({}), argv, cwd, theirs);
        void readiness.then(tell);
      },
    ),
  hasSingleInstanceLock: hasLock,
  releaseSingleInstanceLock: releaseLock,
  quit: (): void => {
    if (quitting) return;
    if (emitPreventable(lifecycle.emitter, 'before-quit', {})) return;
    quitting = true;
    const windows = BrowserWindow.getAllWindows();
    if (windows.length === 0) setImmediate(finish);
    for (const window of windows) window.close();
  },
  exit: (code = 0): void => {
    exitCode = code;
    lifecycle.emitter.emit('quit', createEvent({}), code);
    void lockDelivered().then(() => process.exit(code));
  },
  relaunch: (): void => undefined,
};

/** Electron's `app`. */
export const app: EventEmitter & typeof members & { name: string } = Object.defineProperty(
  Object.assign(lifecycle.emitter, members, { name: '' }),
  'name',
  { get: members.getName, set: members.setName },
);

/** For the runtime itself. */
export function describeApp(found: AppPackage): void {
  description = found;
}

/** For the runtime itself: everything is ready, and the program may open windows. */
export function startApp(): void {
  lifecycle.ready = true;
  const info = { preventDefault: () => undefined };
  app.emit('will-finish-launching');
  // Before `ready`, as on macOS. Whoever listens later misses it.
  for (const { event, value } of openedAtStart()) app.emit(event, createEvent({}), value);
  app.emit('session-created', session.defaultSession);
  app.emit('ready', info, {});
  announceReady(info);
}
