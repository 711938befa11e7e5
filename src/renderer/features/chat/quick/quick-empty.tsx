import { quickWords } from '../../../../shared/words/desktop/quick-words.ts';
import { Button } from '../../../ui/button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import styles from './quick.module.css';

/** The quick window before the first message: its keys. */
export function QuickEmpty() {
  const controller = useController();
  const hasProvider = useApp((state) => (state.settings?.providers.length ?? 0) > 0);
  return (
    <div className={styles.empty}>
      {hasProvider ? (
        <dl className={styles.keys}>
          {quickWords.keys.map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <Button
          tone="primary"
          onClick={() => controller.setDialog({ kind: 'settings', section: 'providers' })}
        >
          {quickWords.chooseProvider}
        </Button>
      )}
    </div>
  );
}
