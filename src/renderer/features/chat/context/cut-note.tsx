import { t } from '../../../../shared/language/translate.ts';
import type { CutPrompt } from '../../../../shared/model/context/meter.ts';
import { cutWords } from '../../../../shared/words/context-words.ts';
import { useApp } from '../../../client/use-app.ts';
import styles from './cut-note.module.css';

/** Props of {@link CutNote}. */
export interface CutNoteProps {
  readonly cut: CutPrompt;
  readonly providerId: string | undefined;
}

/** Below an answer: its server has left out the beginning of the conversation. */
export function CutNote({ cut, providerId }: CutNoteProps) {
  const baseUrl = useApp(
    ({ settings }) => settings?.providers.find(({ id }) => id === providerId)?.baseUrl ?? '',
  );
  return (
    <p role="note" aria-label={t('context.cut')} className={styles.note}>
      {cutWords(cut, baseUrl)}
    </p>
  );
}
