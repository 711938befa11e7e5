import { t } from '../../../../shared/language/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import styles from './quick.module.css';

const keys = [
  ['Enter', () => t('quick.enter')],
  ['Esc', () => t('quick.escape')],
  ['↑', () => t('quick.back')],
] as const;

/** The quick window before the first message: its keys. */
export function QuickEmpty() {
  const controller = useController();
  const hasProvider = useApp((state) => (state.settings?.providers.length ?? 0) > 0);
  return (
    <div className={styles.empty}>
      {hasProvider ? (
        <dl className={styles.keys}>
          {keys.map(([key, words]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{words()}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <Button
          tone="primary"
          onClick={() => controller.setDialog({ kind: 'settings', section: 'providers' })}
        >
          {t('quick.choose_provider')}
        </Button>
      )}
    </div>
  );
}
