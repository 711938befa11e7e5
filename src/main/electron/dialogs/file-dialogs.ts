import { extname } from 'node:path';
import type { FileDialogs } from '../../transfer/transfer.ts';
import { choosePaths, chooseTarget } from './sheets.ts';

/** The system's dialogs for imports and exports. */
export const fileDialogs: FileDialogs = {
  chooseImports: () =>
    choosePaths({
      title: 'Import conversations',
      buttonLabel: 'Import',
      properties: ['openFile', 'multiSelections'],
      filters: [
        { name: 'Exports', extensions: ['zip', 'json', 'md', 'markdown', 'txt'] },
        // The content decides what a file is.
        { name: 'All files', extensions: ['*'] },
      ],
    }),
  chooseCodeTarget: (name) =>
    chooseTarget({ title: 'Save code', buttonLabel: 'Save', defaultPath: name }),
  chooseUsageTarget: () =>
    chooseTarget({
      title: 'Export usage',
      buttonLabel: 'Export',
      defaultPath: 'Parley usage.csv',
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    }),
  async chooseExport({ name, extension }) {
    const path = await chooseTarget({
      title: 'Export conversations',
      buttonLabel: 'Export',
      defaultPath: `${name}${extension}`,
      filters: [{ name: extension.slice(1).toUpperCase(), extensions: [extension.slice(1)] }],
    });
    return path !== null && extname(path) === '' ? `${path}${extension}` : path;
  },
};
