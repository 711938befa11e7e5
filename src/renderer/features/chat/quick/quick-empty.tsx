import { t } from '../../../../shared/language/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import styles from './quick.module.css';

const keys = [
  ['Enter', () => t('quick.enter')],
  ['Esc', () => t('quick.escape')],
  ['↑', () => t('quick.back')],
] as const;

/** Offers a shortcut, until the person has answered once. */
function Offer() {
  const controller = useController();
  const isDue = useApp(({ settings }) => {
    if (settings === null) return false;
    const { quickShortcut, quickOffered } = settings.settings;
    return quickShortcut === '' && !quickOffered;
  });
  if (!isDue) return null;
  const answered = (): void =>
    void controller.command('settings.update', { quickOffered: true, quickAsk: true });
  return (
    <p className={styles.offer}>
      <span>{t('quick.offer')}</span>
      <Button
        size="small"
        onClick={() => {
          answered();
          controller.setDialog({ kind: 'settings', section: 'general' });
        }}
      >
        {t('quick.offer.choose')}
      </Button>
      <Button
        size="small"
        tone="quiet"
        onClick={() => void controller.command('settings.update', { quickOffered: true })}
      >
        {t('quick.offer.later')}
      </Button>
    </p>
  );
}

/** The quick window before the first message: its keys. */
export function QuickEmpty() {
  const controller = useController();
  const hasProvider = useApp((state) => (state.settings?.providers.length ?? 0) > 0);
  return (
    <div className={styles.empty}>
      {hasProvider ? (
        <>
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
          <Offer />
        </>
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
