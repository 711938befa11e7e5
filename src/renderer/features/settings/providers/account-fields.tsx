import { t } from '../../../../shared/language/translate.ts';
import { useApp } from '../../../client/use-app.ts';
import { TextField } from '../../../ui/field.tsx';
import type { AccountDraft } from './account-draft.ts';
import styles from './protocol-fields.module.css';

/** The organisation, the project and the timeout of a provider. */
export function AccountFields({
  draft,
  problem,
  change,
}: {
  readonly draft: AccountDraft;
  /** What is wrong with the timeout. */
  readonly problem: string | null;
  readonly change: (draft: AccountDraft) => void;
}) {
  const usual = useApp((state) => state.settings?.settings.idleTimeoutSeconds ?? 0);
  return (
    <div className={styles.fields}>
      <TextField
        label={t('settings.providers.account.organisation')}
        placeholder="org-…"
        value={draft.organisation}
        maxLength={200}
        onChange={(event) => change({ ...draft, organisation: event.target.value })}
      />
      <TextField
        label={t('settings.providers.account.project')}
        placeholder="proj_…"
        value={draft.project}
        maxLength={200}
        hint={t('settings.providers.account.hint')}
        onChange={(event) => change({ ...draft, project: event.target.value })}
      />
      <TextField
        label={t('settings.providers.account.timeout')}
        inputMode="numeric"
        placeholder={t('settings.providers.account.timeout_usual', { seconds: usual })}
        value={draft.timeout}
        maxLength={5}
        error={problem}
        hint={t('settings.providers.account.timeout_hint')}
        onChange={(event) => change({ ...draft, timeout: event.target.value })}
      />
    </div>
  );
}
