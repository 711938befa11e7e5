/** The installers of electron-updater, for packages that Parley has downloaded and checked itself. */
import { once } from 'node:events';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, autoUpdater } from 'electron';
import { MacUpdater, NsisUpdater, type ResolvedUpdateFileInfo } from 'electron-updater';
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';
import { DownloadedUpdateHelper } from 'electron-updater/out/DownloadedUpdateHelper.js';
import { expected } from '../../../shared/expected.ts';
import type { Installer, ReadyPackage } from '../../updates/updater.ts';

/** How long macOS may take to unpack an update and to look at its signature (ms). */
const stagingMs = 5 * 60 * 1000;

/** Gives electron-updater no control over the app, except to start it again. */
function adapter(startAgain: () => void): AppAdapter {
  return {
    version: app.getVersion(),
    name: app.getName(),
    isPackaged: true,
    appUpdateConfigPath: join(process.resourcesPath, 'app-update.yml'),
    userDataPath: app.getPath('userData'),
    baseCachePath: app.getPath('userData'),
    whenReady: () => app.whenReady(),
    relaunch: startAgain,
    quit: () => undefined,
    onQuit: () => undefined,
  };
}

function infoOf({ path, version }: ReadyPackage) {
  const info = { url: basename(path), sha512: '' };
  const file: ResolvedUpdateFileInfo = { url: pathToFileURL(path), info };
  const update = { version, files: [info], path, sha512: '', releaseDate: '' };
  return { file, update };
}

async function helperOf(ready: ReadyPackage): Promise<DownloadedUpdateHelper> {
  const helper = new DownloadedUpdateHelper(dirname(ready.path));
  const { file, update } = infoOf(ready);
  await helper.setDownloadedFile(ready.path, null, update, file, basename(ready.path), false);
  return helper;
}

class ReadyNsis extends NsisUpdater {
  async take(ready: ReadyPackage): Promise<void> {
    this.downloadedUpdateHelper = await helperOf(ready);
  }
}

class ReadyMac extends MacUpdater {
  /** Hands the package to Squirrel, which unpacks it and checks Apple's signature. */
  async stage(ready: ReadyPackage): Promise<void> {
    const { file, update } = infoOf(ready);
    const staged = once(autoUpdater, 'update-downloaded', {
      signal: AbortSignal.timeout(stagingMs),
    });
    const served = this['updateDownloaded'](file, { ...update, downloadedFile: ready.path });
    await Promise.all([staged, served]);
  }
}

function sayWhy(error: unknown): never {
  const said = error instanceof Error ? error.message : String(error);
  throw expected('update_not_startable', { said: said.slice(0, 300) });
}

function createNsisInstaller(startAgain: () => void): Installer {
  const updater = new ReadyNsis(null, adapter(startAgain));
  updater.logger = null;
  let problem: unknown = null;
  updater.on('error', (error) => {
    problem = error;
  });
  return {
    prepare: (ready) => updater.take(ready),
    install() {
      const isStarted = updater.install(false, true);
      return isStarted
        ? Promise.resolve()
        : Promise.reject(new Error('Not installed', { cause: problem }));
    },
    abandon: () => undefined,
  };
}

function createMacInstaller(startAgain: () => void): Installer {
  const updater = new ReadyMac(undefined, adapter(startAgain));
  updater.logger = null;
  return {
    prepare: (ready) => updater.stage(ready).catch(sayWhy),
    install: () => Promise.resolve(autoUpdater.quitAndInstall()),
    abandon: () => undefined,
  };
}

/** The installer of a kind of package. */
export function createSystemInstaller(kind: 'nsis' | 'mac_zip', startAgain: () => void): Installer {
  return kind === 'mac_zip' ? createMacInstaller(startAgain) : createNsisInstaller(startAgain);
}
