import X from 'lucide-react/icons/x';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from './composer.module.css';

const number = new Intl.NumberFormat();
/** So much of a pasted text is shown on its chip; UTF-16 code units. */
const shownStart = 80;

interface PastedChipsProps {
  readonly texts: readonly string[];
  readonly onRemove: (index: number) => void;
}

/** Long texts that were pasted: part of the message, but kept out of the text box. */
export function PastedChips({ texts, onRemove }: PastedChipsProps) {
  if (texts.length === 0) return null;
  return (
    <ul className={styles.pasted} aria-label="Pasted text">
      {texts.map((text, index) => (
        // Texts have no identity of their own, and nothing of a chip outlives a change of the list.
        <li key={index}>
          <span className={styles.pastedStart}>{text.trim().slice(0, shownStart)}</span>
          <span className={styles.pastedSize}>{number.format(text.length)} characters</span>
          <IconButton label="Remove pasted text" size="small" onClick={() => onRemove(index)}>
            <X size={14} />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
