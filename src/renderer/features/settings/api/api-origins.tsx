import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { TextField } from '../../../ui/field.tsx';
import { useController } from '../../../client/use-app.ts';
import { SettingHeading } from '../setting-heading.tsx';
import styles from '../settings.module.css';
import { t } from '../../../../shared/language/translate.ts';
import { useProblem } from '../../../common/use-problem.ts';

/** The web pages that may use the API: only those listed here. */
export function ApiOrigins({ origins }: { readonly origins: readonly string[] }) {
  const controller = useController();
  const [typed, setTyped] = useState('');
  /** The problem with the typed origin. */
  const [mistake, setMistake] = useProblem();
  const [problem, setProblem] = useProblem();
  const allow = async (): Promise<void> => {
    const result = await controller.command('api.allowOrigin', { origin: typed.trim() });
    setMistake(result.ok ? null : result.error);
    if (result.ok) setTyped('');
  };
  const forget = async (origin: string): Promise<void> => {
    const result = await controller.command('api.forgetOrigin', { origin });
    setProblem(result.ok ? null : result.error);
  };
  return (
    <section className={styles.group} aria-labelledby="api-origins">
      <SettingHeading id="api-origins" setting="apiOrigins" />
      <p className={styles.quiet}>{t('settings.api.origins.hint')}</p>
      {origins.length > 0 && (
        <ul className={styles.cards} aria-label={t('settings.api.origins.list')}>
          {origins.map((origin) => (
            <li key={origin} className={styles.card}>
              <div className={styles.local}>
                <span className={styles.cardName}>{origin}</span>
                <Button
                  size="small"
                  aria-label={t('settings.field.remove', { name: origin })}
                  onClick={() => void forget(origin)}
                >
                  {t('settings.api.origins.remove')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      <form
        className={styles.group}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') void allow();
        }}
      >
        <TextField
          label={t('settings.api.origins.origin')}
          hint={t('settings.api.origins.origin_hint')}
          placeholder="https://chat.example.com"
          inputMode="url"
          maxLength={300}
          error={mistake}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setMistake(null);
          }}
        />
        <div className={styles.buttons}>
          <Button type="submit" disabled={typed.trim() === ''}>
            {t('settings.api.origins.allow')}
          </Button>
        </div>
      </form>
    </section>
  );
}
