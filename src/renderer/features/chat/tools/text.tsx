import { t } from '../../../../shared/language/translate.ts';
import { visiblePieces } from '../../../../shared/visible-text.ts';
import styles from './data.module.css';

/** Untrusted text. Invisible characters are replaced by their code numbers and marked. */
export function Text({ children }: { readonly children: string }) {
  return visiblePieces(children).map(({ text, isHidden }, index) =>
    isHidden ? (
      <mark key={String(index)} className={styles.hidden} title={t('common.hidden_character')}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
