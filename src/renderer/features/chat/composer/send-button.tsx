import ArrowUp from 'lucide-react/icons/arrow-up';
import Square from 'lucide-react/icons/square';
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
      label="Stop"
      shortcut="Esc"
      tooltipSide="top"
      className={styles.stop}
      onClick={onStop}
    >
      <Square size={14} fill="currentColor" />
    </IconButton>
  ) : (
    <IconButton
      key="button"
      label="Send"
      shortcut="Enter"
      tooltipSide="top"
      className={styles.send}
      onClick={onSend}
    >
      <ArrowUp size={18} />
    </IconButton>
  );
}
