import RefreshCw from 'lucide-react/icons/refresh-cw';
import { ErrorText } from '../../common/error-text.tsx';
import { t } from '../../../shared/language/translate.ts';
import { Button } from '../../ui/button.tsx';
import { useApp } from '../../client/use-app.ts';
import styles from './status.module.css';

/** Fills the window if Parley could not start: what happened and what to do. */
export function StartFailure({ onRetry }: { readonly onRetry: () => void }) {
  const error = useApp((state) => state.startError);
  return (
    <main className={styles.fullPage}>
      <div role="alert">
        <h1 className={styles.heading}>{t('start_failure.title')}</h1>
        <p className={styles.text}>{error !== null && <ErrorText error={error} />}</p>
        {error?.detail !== undefined && <pre className={styles.detail}>{error.detail}</pre>}
      </div>
      <p className={styles.text}>{t('start_failure.safe')}</p>
      <Button tone="primary" icon={<RefreshCw size={16} />} onClick={onRetry}>
        {t('common.try_again')}
      </Button>
    </main>
  );
}
