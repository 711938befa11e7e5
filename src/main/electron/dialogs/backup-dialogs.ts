import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { BackupDialogs } from '../../backup/service.ts';

const filters = [{ name: 'Backup of Parley', extensions: ['zip'] }];

async function open(options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePaths } =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}

/** The system's dialogs for backups and the data folder, as sheets of the focused window. */
export const backupDialogs: BackupDialogs = {
  async chooseNewBackup(name) {
    const options = { title: 'Save a backup', buttonLabel: 'Save', defaultPath: name, filters };
    const window = BrowserWindow.getFocusedWindow();
    const { canceled, filePath } =
      window === null
        ? await dialog.showSaveDialog(options)
        : await dialog.showSaveDialog(window, options);
    return canceled || filePath === '' ? null : filePath;
  },
  chooseBackup: () =>
    open({ title: 'Restore a backup', buttonLabel: 'Choose', properties: ['openFile'], filters }),
  chooseFolder: () =>
    open({
      title: 'Move the data folder to an empty folder',
      buttonLabel: 'Move here',
      properties: ['openDirectory', 'createDirectory'],
    }),
};
