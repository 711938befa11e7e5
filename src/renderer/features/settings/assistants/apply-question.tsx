import { t } from '../../../../shared/language/translate.ts';
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
  return (
    <Dialog open={open} onClose={onCancel} title={t('settings.assistants.apply.title')}>
      <div className={styles.question}>
        <p>{t('settings.assistants.apply.body', { count })}</p>
        <div className={styles.answers}>
          <Button onClick={onCancel}>{t('common.cancel')}</Button>
          <Button onClick={() => onAnswer('all')}>
            {t('settings.assistants.apply.all', { count })}
          </Button>
          <Button tone="primary" onClick={() => onAnswer('new')}>
            {t('settings.assistants.apply.new')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
