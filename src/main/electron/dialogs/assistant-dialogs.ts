import { BrowserWindow, dialog } from 'electron';
import type { AssistantDialogs } from '../../assistants/ports.ts';

/** The system's dialogs for files of assistants, as sheets of the focused window. */
export const assistantDialogs: AssistantDialogs = {
  async chooseAssistants() {
    const options = {
      title: 'Import assistants',
      buttonLabel: 'Import',
      properties: ['openFile' as const, 'multiSelections' as const],
      filters: [
        { name: 'Assistants', extensions: ['json', 'png'] },
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
  async chooseTarget(name) {
    const options = { title: 'Export an assistant', buttonLabel: 'Export', defaultPath: name };
    const window = BrowserWindow.getFocusedWindow();
    const { canceled, filePath } =
      window === null
        ? await dialog.showSaveDialog(options)
        : await dialog.showSaveDialog(window, options);
    return canceled || filePath === '' ? null : filePath;
  },
};
