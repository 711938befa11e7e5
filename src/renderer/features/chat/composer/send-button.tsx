import ArrowUp from 'lucide-react/icons/arrow-up';
import Square from 'lucide-react/icons/square';
import { t } from '../../../../shared/language/translate.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from './composer.module.css';

/** Props of {@link SendButton}. */
export interface SendButtonProps {
  /** An answer of this conversation is in progress. */
  readonly isBusy: boolean;
  readonly onSend: () => void;
  readonly onStop: () => void;
}

/** Sends the message, or stops the answer. One element, so that the focus stays on it. */
export function SendButton({ isBusy, onSend, onStop }: SendButtonProps) {
  return isBusy ? (
    <IconButton
      key="button"
      label={t('composer.stop')}
      shortcut={t('key.escape')}
      tooltipSide="top"
      className={styles.stop}
      onClick={onStop}
    >
      <Square size={14} fill="currentColor" />
    </IconButton>
  ) : (
    <IconButton
      key="button"
      label={t('composer.send')}
      shortcut={t('key.enter')}
      tooltipSide="top"
      className={styles.send}
      onClick={onSend}
    >
      <ArrowUp size={18} />
    </IconButton>
  );
}
