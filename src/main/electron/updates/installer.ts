import { unpackModules } from '../../disk/packed-modules.ts';
import type { Installer, ReadyPackage } from '../../updates/updater.ts';

/** Installs packages as this system does. Loads what it needs with the first one. */
export function createInstaller(startAgain: () => void): Installer {
  let found: Installer | null = null;
  async function installerFor({ kind }: ReadyPackage): Promise<Installer> {
    const appImage = process.env['APPIMAGE'];
    if (kind === 'app_image' && appImage !== undefined) {
      const { createAppImageInstaller } = await import('./app-image.ts');
      return createAppImageInstaller(appImage, startAgain);
    }
    if (kind === 'app_image') throw new Error('APPIMAGE is not set');
    if (kind === 'deb') {
      const { createDebInstaller } = await import('./deb.ts');
      return createDebInstaller(startAgain);
    }
    unpackModules();
    const { createSystemInstaller } = await import('./system-installers.ts');
    return createSystemInstaller(kind, startAgain);
  }
  return {
    async prepare(ready) {
      found ??= await installerFor(ready);
      await found.prepare(ready);
    },
    async install(ready) {
      if (found === null) throw new Error('Nothing is prepared');
      await found.install(ready);
    },
    abandon: () => found?.abandon(),
  };
}
