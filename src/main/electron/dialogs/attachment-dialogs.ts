import { BrowserWindow, dialog } from 'electron';
import type { AttachmentDialogs } from '../../attachments/handlers.ts';

/** The system's dialogs for attachments, as sheets of the focused window. */
export const attachmentDialogs: AttachmentDialogs = {
  async chooseFiles() {
    const options = {
      title: 'Attach files',
      buttonLabel: 'Attach',
      properties: ['openFile' as const, 'multiSelections' as const],
    };
    const window = BrowserWindow.getFocusedWindow();
    const { canceled, filePaths } =
      window === null
        ? await dialog.showOpenDialog(options)
        : await dialog.showOpenDialog(window, options);
    return canceled ? [] : filePaths;
  },
  async chooseTarget(name) {
    const options = { title: 'Save a file', buttonLabel: 'Save', defaultPath: name };
    const window = BrowserWindow.getFocusedWindow();
    const { canceled, filePath } =
      window === null
        ? await dialog.showSaveDialog(options)
        : await dialog.showSaveDialog(window, options);
    return canceled || filePath === '' ? null : filePath;
  },
};
