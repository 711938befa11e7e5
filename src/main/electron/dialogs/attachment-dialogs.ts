import { t } from '../../../shared/language/translate.ts';
import type { AttachmentDialogs } from '../../attachments/handlers.ts';
import { choosePaths, chooseTarget } from './sheets.ts';

/** The system's dialogs for attachments. */
export const attachmentDialogs: AttachmentDialogs = {
  chooseFiles: () =>
    choosePaths({
      title: t('composer.attach'),
      buttonLabel: t('dialog.attach'),
      properties: ['openFile', 'multiSelections'],
    }),
  chooseTarget: (name) =>
    chooseTarget({
      title: t('dialog.save_file'),
      buttonLabel: t('common.save'),
      defaultPath: name,
    }),
};
