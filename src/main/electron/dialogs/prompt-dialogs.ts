import { t } from '../../../shared/language/translate.ts';
import type { PromptDialogs } from '../../prompts/ports.ts';
import { choosePaths, chooseTarget } from './sheets.ts';

/** The system's dialogs for files of prompts. */
export const promptDialogs: PromptDialogs = {
  async choosePrompts() {
    const [path = null] = await choosePaths({
      title: t('dialog.prompts.import'),
      buttonLabel: t('dialog.import'),
      properties: ['openFile'],
      filters: [
        { name: t('dialog.prompts.files'), extensions: ['json'] },
        // The content decides what a file is.
        { name: t('dialog.all_files'), extensions: ['*'] },
      ],
    });
    return path;
  },
  chooseTarget: (name) =>
    chooseTarget({
      title: t('dialog.prompts.export'),
      buttonLabel: t('dialog.export'),
      defaultPath: name,
    }),
};
