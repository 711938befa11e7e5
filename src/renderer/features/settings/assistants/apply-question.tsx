import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import styles from './assistants.module.css';

/** Props of {@link ApplyQuestion}. */
export interface ApplyQuestionProps {
  readonly open: boolean;
  /** The conversations that hold the assistant. */
  readonly count: number;
  readonly onAnswer: (applyTo: 'new' | 'all') => void;
  readonly onCancel: () => void;
}

/** Asks whether a change counts for the conversations that hold the assistant. */
export function ApplyQuestion({ open, count, onAnswer, onCancel }: ApplyQuestionProps) {
  const isOne = count === 1;
  return (
    <Dialog open={open} onClose={onCancel} title="Change existing conversations too?">
      <div className={styles.question}>
        <p>
          {isOne
            ? 'One conversation has this assistant as it was.'
            : `${count.toLocaleString()} conversations have this assistant as it was.`}{' '}
          What you set in a conversation itself stays either way.
        </p>
        <div className={styles.answers}>
          <Button onClick={onCancel}>Cancel</Button>
          <Button onClick={() => onAnswer('all')}>
            {isOne ? 'This conversation too' : `These ${count.toLocaleString()} conversations too`}
          </Button>
          <Button tone="primary" onClick={() => onAnswer('new')}>
            New conversations only
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
