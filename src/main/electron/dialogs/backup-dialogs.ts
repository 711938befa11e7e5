import type { OpenDialogOptions } from 'electron';
import { t } from '../../../shared/language/translate.ts';
import type { BackupDialogs } from '../../backup/service.ts';
import { choosePaths, chooseTarget } from './sheets.ts';

const filters = () => [{ name: t('dialog.backup.files'), extensions: ['zip'] }];

async function chooseOne(options: OpenDialogOptions): Promise<string | null> {
  const [path = null] = await choosePaths(options);
  return path;
}

/** The system's dialogs for backups and the data folder. */
export const backupDialogs: BackupDialogs = {
  chooseNewBackup: (name) =>
    chooseTarget({
      title: t('dialog.backup.save'),
      buttonLabel: t('common.save'),
      defaultPath: name,
      filters: filters(),
    }),
  chooseBackup: () =>
    chooseOne({
      title: t('dialog.backup.restore'),
      buttonLabel: t('dialog.choose'),
      properties: ['openFile'],
      filters: filters(),
    }),
  chooseFolder: () =>
    chooseOne({
      title: t('dialog.move_data'),
      buttonLabel: t('dialog.move_data.here'),
      properties: ['openDirectory', 'createDirectory'],
    }),
};
