import { extname } from 'node:path';
import { t } from '../../../shared/language/translate.ts';
import type { FileDialogs } from '../../transfer/transfer.ts';
import { choosePaths, chooseTarget } from './sheets.ts';

/** The system's dialogs for imports and exports. */
export const fileDialogs: FileDialogs = {
  chooseImports: () =>
    choosePaths({
      title: t('dialog.conversations.import'),
      buttonLabel: t('dialog.import'),
      properties: ['openFile', 'multiSelections'],
      filters: [
        {
          name: t('dialog.conversations.files'),
          extensions: ['zip', 'json', 'md', 'markdown', 'txt'],
        },
        // The content decides what a file is.
        { name: t('dialog.all_files'), extensions: ['*'] },
      ],
    }),
  chooseCodeTarget: (name) =>
    chooseTarget({
      title: t('markdown.code.save'),
      buttonLabel: t('common.save'),
      defaultPath: name,
    }),
  chooseUsageTarget: () =>
    chooseTarget({
      title: t('dialog.usage.export'),
      buttonLabel: t('dialog.export'),
      defaultPath: `${t('dialog.usage.file')}.csv`,
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    }),
  async chooseExport({ name, extension }) {
    const path = await chooseTarget({
      title: t('dialog.conversations.export'),
      buttonLabel: t('dialog.export'),
      defaultPath: `${name}${extension}`,
      filters: [{ name: extension.slice(1).toUpperCase(), extensions: [extension.slice(1)] }],
    });
    return path !== null && extname(path) === '' ? `${path}${extension}` : path;
  },
};
