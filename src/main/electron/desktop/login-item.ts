import { join } from 'node:path';
import { app } from 'electron';
import { expected } from '../../../shared/expected.ts';
import type { LoginItem } from '../../../shared/model/desktop/login-item.ts';
import { autostartEntry, isAutostarted, loginSwitch } from '../../desktop/autostart.ts';
import { writeAtomic, readWhole } from '../../disk/files.ts';
import { nodeFileSystem, orNullIfMissing } from '../../disk/file-system.ts';
import { appId } from '../identity/app-id.ts';

/** The program and its arguments. Windows finds the entry again only by the same ones. */
function command(): { readonly path: string; readonly args: readonly string[] } {
  // An AppImage runs from a mount that disappears with it.
  const path = process.env['APPIMAGE'] ?? process.execPath;
  return { path, args: [...(app.isPackaged ? [] : [app.getAppPath()]), loginSwitch] };
}

/** These sandboxes let a program start at login only by a portal. */
function isSandboxed(): boolean {
  return process.env['FLATPAK_ID'] !== undefined || process.env['SNAP'] !== undefined;
}

const folder = (): string => join(app.getPath('appData'), 'autostart');
const entryName = `${appId}.desktop`;

async function readEntry(): Promise<LoginItem> {
  const bytes = await orNullIfMissing(readWhole(nodeFileSystem, join(folder(), entryName)));
  return bytes !== null && isAutostarted(bytes.toString('utf8')) ? 'on' : 'off';
}

async function writeEntry(isOn: boolean): Promise<void> {
  const path = join(folder(), entryName);
  if (!isOn) {
    await orNullIfMissing(nodeFileSystem.unlink(path));
    return;
  }
  const { path: program, args } = command();
  const entry = autostartEntry('Parley', [program, ...args]);
  await writeAtomic(nodeFileSystem, path, [Buffer.from(entry)]);
}

function readSystem(): LoginItem {
  const { path, args } = command();
  const found = app.getLoginItemSettings({ path, args: [...args] });
  if (process.platform === 'darwin') {
    if (found.status === 'requires-approval') return 'needs_approval';
    return found.openAtLogin ? 'on' : 'off';
  }
  // The task manager switches an entry off without removing it.
  return found.openAtLogin && found.executableWillLaunchAtLogin ? 'on' : 'off';
}

/** Whether Parley starts at login, as the system knows it now. */
export async function readLoginItem(): Promise<LoginItem> {
  if (process.platform !== 'linux') return readSystem();
  return isSandboxed() ? 'unavailable' : readEntry();
}

/** Makes Parley start at login, or not any more. Throws an ExpectedError. */
export async function setLoginItem(isOn: boolean): Promise<LoginItem> {
  if (process.platform === 'linux') {
    await writeEntry(isOn).catch(() => {
      throw expected('login_item_unset', { path: join(folder(), entryName) });
    });
    return readLoginItem();
  }
  const { path, args } = command();
  app.setLoginItemSettings({ openAtLogin: isOn, path, args: [...args] });
  return readSystem();
}

/** True if the system started Parley at login. */
export function wasStartedAtLogin(): boolean {
  if (process.platform === 'darwin') return app.getLoginItemSettings().wasOpenedAtLogin;
  return process.argv.includes(loginSwitch);
}
