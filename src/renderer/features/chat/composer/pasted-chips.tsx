import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from './composer.module.css';

/** Length of the excerpt on a chip, in UTF-16 code units. */
const shownStart = 80;

interface PastedChipsProps {
  readonly texts: readonly string[];
  readonly onRemove: (index: number) => void;
}

/** Long pasted texts: part of the message, but outside the text box. */
export function PastedChips({ texts, onRemove }: PastedChipsProps) {
  if (texts.length === 0) return null;
  return (
    <ul className={styles.pasted} aria-label={t('composer.pasted')}>
      {texts.map((text, index) => (
        // The texts have no ids, and a chip keeps no state when the list changes.
        <li key={index}>
          <span className={styles.pastedStart}>{text.trim().slice(0, shownStart)}</span>
          <span className={styles.pastedSize}>
            {t('common.characters', { count: text.length })}
          </span>
          <IconButton
            label={t('composer.pasted.remove')}
            size="small"
            onClick={() => onRemove(index)}
          >
            <X size={14} />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
