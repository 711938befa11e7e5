import type { OpenDialogOptions } from 'electron';
import type { BackupDialogs } from '../../backup/service.ts';
import { choosePaths, chooseTarget } from './sheets.ts';

const filters = [{ name: 'Backup of Parley', extensions: ['zip'] }];

async function chooseOne(options: OpenDialogOptions): Promise<string | null> {
  const [path = null] = await choosePaths(options);
  return path;
}

/** The system's dialogs for backups and the data folder. */
export const backupDialogs: BackupDialogs = {
  chooseNewBackup: (name) =>
    chooseTarget({ title: 'Save a backup', buttonLabel: 'Save', defaultPath: name, filters }),
  chooseBackup: () =>
    chooseOne({
      title: 'Restore a backup',
      buttonLabel: 'Choose',
      properties: ['openFile'],
      filters,
    }),
  chooseFolder: () =>
    chooseOne({
      title: 'Move the data folder to an empty folder',
      buttonLabel: 'Move here',
      properties: ['openDirectory', 'createDirectory'],
    }),
};
