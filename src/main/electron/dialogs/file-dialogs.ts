import { extname } from 'node:path';
import { BrowserWindow, dialog } from 'electron';
import type { FileDialogs } from '../../transfer/transfer.ts';

/** The system's file dialogs, as sheets of the focused window. */
export const fileDialogs: FileDialogs = {
  async chooseImports() {
    const options = {
      title: 'Import conversations',
      buttonLabel: 'Import',
      properties: ['openFile' as const, 'multiSelections' as const],
      filters: [
        { name: 'Exports', extensions: ['zip', 'json', 'md', 'markdown', 'txt'] },
        // The content decides what a file is.
        { name: 'All files', extensions: ['*'] },
      ],
    };
    const window = BrowserWindow.getFocusedWindow();
    const { canceled, filePaths } =
      window === null
        ? await dialog.showOpenDialog(options)
        : await dialog.showOpenDialog(window, options);
    return canceled ? [] : filePaths;
  },
  async chooseExport({ name, extension }) {
    const options = {
      title: 'Export conversations',
      buttonLabel: 'Export',
      defaultPath: `${name}${extension}`,
      filters: [{ name: extension.slice(1).toUpperCase(), extensions: [extension.slice(1)] }],
    };
    const window = BrowserWindow.getFocusedWindow();
    const { canceled, filePath } =
      window === null
        ? await dialog.showSaveDialog(options)
        : await dialog.showSaveDialog(window, options);
    if (canceled || filePath === '') return null;
    return extname(filePath) === '' ? `${filePath}${extension}` : filePath;
  },
};
