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
        label="Organisation"
        placeholder="org-…"
        value={draft.organisation}
        maxLength={200}
        onChange={(event) => change({ ...draft, organisation: event.target.value })}
      />
      <TextField
        label="Project"
        placeholder="proj_…"
        value={draft.project}
        maxLength={200}
        hint="Only some services ask for these two. OpenAI counts usage by them."
        onChange={(event) => change({ ...draft, project: event.target.value })}
      />
      <TextField
        label="Stops waiting for this server after (seconds)"
        inputMode="numeric"
        placeholder={`${usual.toLocaleString()}, as in General`}
        value={draft.timeout}
        maxLength={5}
        error={problem}
        hint="Of silence, before and within an answer."
        onChange={(event) => change({ ...draft, timeout: event.target.value })}
      />
    </div>
  );
}
