import { lifecycle } from '../app-state.ts';
import { recordCall } from './calls.ts';

/**
 * How the desktop takes shortcuts. `free`: each is given. `taken`: another program has each. The
 * rest is Wayland's portal, where Electron says at once that a shortcut is registered, whatever
 * follows: the person has not answered yet, has refused, or is never asked.
 */
type Mode = 'free' | 'taken' | 'portal-pending' | 'portal-refused' | 'portal-silent';

const modes: readonly Mode[] = [
  'free',
  'taken',
  'portal-pending',
  'portal-refused',
  'portal-silent',
];

function readMode(): Mode {
  const name = process.env['PARLEY_RUNTIME_SHORTCUTS'] ?? 'taken';
  const mode = modes.find((each) => each === name);
  if (mode === undefined) throw new Error(`PARLEY_RUNTIME_SHORTCUTS has no mode "${name}".`);
  return mode;
}

let mode = readMode();
let isSuspended = false;
const registered = new Map<string, () => void>();

function assertReady(): void {
  if (!lifecycle.ready) throw new Error('globalShortcut cannot be used before the app is ready');
}

/** Electron's `globalShortcut`, with a desktop that tests choose and a person who presses keys. */
export const globalShortcut = {
  register(accelerator: string, callback: () => void): boolean {
    assertReady();
    recordCall('globalShortcut.register', accelerator);
    if (mode === 'taken' || isSuspended || registered.has(accelerator)) return false;
    registered.set(accelerator, callback);
    return true;
  },
  registerAll(accelerators: readonly string[], callback: () => void): void {
    for (const accelerator of accelerators) globalShortcut.register(accelerator, callback);
  },
  isRegistered: (accelerator: string): boolean => registered.has(accelerator),
  unregister(accelerator: string): void {
    assertReady();
    recordCall('globalShortcut.unregister', accelerator);
    registered.delete(accelerator);
  },
  unregisterAll(): void {
    assertReady();
    recordCall('globalShortcut.unregisterAll');
    registered.clear();
  },
  setSuspended(suspended: boolean): void {
    isSuspended = suspended;
  },
  isSuspended: (): boolean => isSuspended,
  /** For tests: the person answers the portal. Electron tells the program nothing of it. */
  answerPortal(isGranted: boolean): void {
    if (mode === 'portal-pending') mode = isGranted ? 'free' : 'portal-refused';
  },
  /** For tests: the person presses the keys. Returns whether the program heard of it. */
  press(accelerator: string): boolean {
    const callback = registered.get(accelerator);
    if (callback === undefined || mode !== 'free' || isSuspended) return false;
    callback();
    return true;
  },
};
