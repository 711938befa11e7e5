import { recordCall } from './calls.ts';

interface Wish {
  readonly openAtLogin?: boolean;
  readonly enabled?: boolean;
  readonly path?: string;
  readonly args?: readonly string[];
}

/** The registry of Windows or the service management of macOS; empty on Linux. */
let item: {
  readonly path: string;
  readonly args: readonly string[];
  readonly isEnabled: boolean;
} | null = null;
const isKnown = process.platform === 'darwin' || process.platform === 'win32';

/** Electron's function: on Linux without effect; on Windows found again by path and arguments. */
export function setLoginItemSettings(wish: Wish): void {
  recordCall('app.setLoginItemSettings', wish);
  if (!isKnown) return;
  const { openAtLogin = false, enabled = true, path = process.execPath, args = [] } = wish;
  item = openAtLogin ? { path, args, isEnabled: enabled } : null;
}

/** Electron's function. */
export function getLoginItemSettings({ path = process.execPath, args = [] }: Wish = {}): object {
  const isSame = item?.path === path && JSON.stringify(item.args) === JSON.stringify(args);
  const isMac = process.platform === 'darwin';
  return {
    openAtLogin: item !== null && (isMac || isSame),
    wasOpenedAtLogin: false,
    status: item === null ? 'not-registered' : 'enabled',
    executableWillLaunchAtLogin: item?.path === path && item.isEnabled,
    launchItems: [],
  };
}
