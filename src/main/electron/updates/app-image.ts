import { access, chmod, constants, copyFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expected } from '../../../shared/expected.ts';
import type { Installer } from '../../updates/updater.ts';

/**
 * Replaces an AppImage. The new one is put beside the old one first and then takes its place at
 * once, so that there is a whole program under that name at any time. It starts when this process
 * has ended: earlier, it would find Parley running and leave.
 */
export function createAppImageInstaller(appImage: string, startAgain: () => void): Installer {
  const folder = dirname(appImage);
  const beside = join(folder, `.${basename(appImage)}.new`);
  return {
    async prepare({ path }) {
      try {
        await access(folder, constants.W_OK);
        await copyFile(path, beside);
        await chmod(beside, 0o755);
      } catch (error) {
        await rm(beside, { force: true });
        throw expected('update_folder_closed', { path: folder }, { detail: String(error) });
      }
    },
    async install() {
      await rename(beside, appImage);
      startAgain();
    },
    // The next update overwrites a file that was left beside it.
    abandon: () => undefined,
  };
}
