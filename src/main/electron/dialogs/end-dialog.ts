import { BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { t } from '../../../shared/language/translate.ts';
import { endAnswers, endWords, type EndAnswer } from '../../../shared/words/temporary/marks.ts';
import { inSheet } from './sheets.ts';

/** Asks what becomes of temporary conversations when Parley quits. */
export async function askBeforeEnd(conversations: number): Promise<EndAnswer> {
  const { message, detail, buttons } = endWords(conversations);
  const options: MessageBoxOptions = {
    type: 'question',
    message,
    detail,
    buttons: endAnswers.map((answer) => buttons[answer]),
    defaultId: endAnswers.indexOf('keep'),
    cancelId: endAnswers.indexOf('cancel'),
    noLink: true,
  };
  const window = BrowserWindow.getFocusedWindow();
  const { response } =
    window === null
      ? await dialog.showMessageBox(options)
      : await inSheet(window, () => dialog.showMessageBox(window, options));
  return endAnswers[response] ?? 'cancel';
}

/** Says why a conversation could not be kept; Parley does not quit. */
export function tellNotKept(reason: string): void {
  dialog.showErrorBox(t('temporary.end.not_kept'), reason);
}
