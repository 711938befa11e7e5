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
        <h1 className={styles.heading}>This conversation could not be shown</h1>
        <p className={styles.text}>
          It is safe on disk. Show it again, or choose another one in the sidebar.
        </p>
      </div>
      <details className={styles.details}>
        <summary>What went wrong</summary>
        <pre className={styles.detail}>{error.message}</pre>
      </details>
      <Button tone="primary" onClick={onRetry}>
        Show it again
      </Button>
    </div>
  );
}
