import { NoteCallout } from '../ui/callout.tsx';
import { SwitchField } from '../ui/field.tsx';
import { useApp, useController } from '../client/use-app.ts';
import styles from './weak-key-storage.module.css';
import { t } from '../../shared/language/translate.ts';
import { useProblem } from './use-problem.ts';

/**
 * Explains that the system cannot protect keys well, and lets the person choose. Renders nothing
 * otherwise.
 */
export function WeakKeyStorage() {
  const controller = useController();
  const storage = useApp((state) => state.settings?.keyStorage ?? 'strong');
  const name = useApp((state) => state.settings?.keyStorageName ?? '');
  const allowed = useApp((state) => state.settings?.settings.allowWeakKeyStorage ?? false);
  const [problem, setProblem] = useProblem();
  if (storage === 'strong') return null;
  if (storage === 'unavailable') {
    return <NoteCallout tone="warning">{t('weak_keys.unavailable')}</NoteCallout>;
  }
  const allow = async (allowWeakKeyStorage: boolean): Promise<void> => {
    const result = await controller.command('settings.update', { allowWeakKeyStorage });
    setProblem(result.ok ? null : result.error);
  };
  return (
    <NoteCallout tone="warning">
      <div className={styles.weak}>
        <p>{t('weak_keys.warning', { name })}</p>
        <SwitchField
          label={t('weak_keys.allow')}
          hint={problem}
          checked={allowed}
          onChange={(checked) => void allow(checked)}
        />
      </div>
    </NoteCallout>
  );
}
