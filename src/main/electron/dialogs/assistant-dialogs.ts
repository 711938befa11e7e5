import { t } from '../../../shared/language/translate.ts';
import type { AssistantDialogs } from '../../assistants/ports.ts';
import { choosePaths, chooseTarget } from './sheets.ts';

/** The system's dialogs for files of assistants. */
export const assistantDialogs: AssistantDialogs = {
  chooseAssistants: () =>
    choosePaths({
      title: t('dialog.assistants.import'),
      buttonLabel: t('dialog.import'),
      properties: ['openFile', 'multiSelections'],
      filters: [
        { name: t('dialog.assistants.files'), extensions: ['json', 'png'] },
        // The content decides what a file is.
        { name: t('dialog.all_files'), extensions: ['*'] },
      ],
    }),
  chooseTarget: (name) =>
    chooseTarget({
      title: t('dialog.assistants.export'),
      buttonLabel: t('dialog.export'),
      defaultPath: name,
    }),
};
