import type { AttachmentDialogs } from '../../attachments/handlers.ts';
import { choosePaths, chooseTarget } from './sheets.ts';

/** The system's dialogs for attachments. */
export const attachmentDialogs: AttachmentDialogs = {
  chooseFiles: () =>
    choosePaths({
      title: 'Attach files',
      buttonLabel: 'Attach',
      properties: ['openFile', 'multiSelections'],
    }),
  chooseTarget: (name) =>
    chooseTarget({ title: 'Save a file', buttonLabel: 'Save', defaultPath: name }),
};
