import type { AssistantDialogs } from '../../assistants/ports.ts';
import { choosePaths, chooseTarget } from './sheets.ts';

/** The system's dialogs for files of assistants. */
export const assistantDialogs: AssistantDialogs = {
  chooseAssistants: () =>
    choosePaths({
      title: 'Import assistants',
      buttonLabel: 'Import',
      properties: ['openFile', 'multiSelections'],
      filters: [
        { name: 'Assistants', extensions: ['json', 'png'] },
        // The content decides what a file is.
        { name: 'All files', extensions: ['*'] },
      ],
    }),
  chooseTarget: (name) =>
    chooseTarget({ title: 'Export an assistant', buttonLabel: 'Export', defaultPath: name }),
};
