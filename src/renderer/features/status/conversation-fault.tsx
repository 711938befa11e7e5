import { t } from '../../../shared/language/translate.ts';
import { Button } from '../../ui/button.tsx';
import styles from './status.module.css';

/** Replaces a conversation whose view crashed. The rest of the window still works. */
export function ConversationFault({
  error,
  onRetry,
}: {
  readonly error: Error;
  readonly onRetry: () => void;
}) {
  return (
    <div className={styles.fullPage}>
      <div role="alert">
        <h1 className={styles.heading}>{t('fault.conversation')}</h1>
        <p className={styles.text}>{t('fault.conversation.text')}</p>
      </div>
      <details className={styles.details}>
        <summary>{t('fault.details')}</summary>
        <pre className={styles.detail}>{error.message}</pre>
      </details>
      <Button tone="primary" onClick={onRetry}>
        {t('fault.conversation.again')}
      </Button>
    </div>
  );
}
