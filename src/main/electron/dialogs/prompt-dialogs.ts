import type { PromptDialogs } from '../../prompts/ports.ts';
import { choosePaths, chooseTarget } from './sheets.ts';

/** The system's dialogs for files of prompts. */
export const promptDialogs: PromptDialogs = {
  async choosePrompts() {
    const [path = null] = await choosePaths({
      title: 'Import prompts',
      buttonLabel: 'Import',
      properties: ['openFile'],
      filters: [
        { name: 'Prompts', extensions: ['json'] },
        // The content decides what a file is.
        { name: 'All files', extensions: ['*'] },
      ],
    });
    return path;
  },
  chooseTarget: (name) =>
    chooseTarget({ title: 'Export prompts', buttonLabel: 'Export', defaultPath: name }),
};
