import { useState, type ReactNode } from 'react';
import type {
  ProviderPlace,
  SettingChange,
  WithheldSettings,
} from '../../../../shared/model/backups.ts';
import type { JobUpdate } from '../../../../shared/model/jobs.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import styles from './restored-settings.module.css';

/** The names of settings. Others are shown by their key. */
const labels: Readonly<Record<string, string>> = {
  defaultProviderId: 'Default provider',
  defaultModel: 'Default model',
  systemPrompt: 'System prompt',
  folderAssistants: 'Assistants of folders',
  parameters: 'Parameters',
  modelParameters: 'Parameters of models',
  models: 'Your settings for models',
  monthLimits: 'Cost limits of a month',
  apiEnabled: 'Serve other programs',
  apiPort: 'Port of the API',
  apiOrigins: 'Web pages that may use the API',
  checkSpelling: 'Check spelling with dictionaries from Google',
};

function labelOf(change: SettingChange): string {
  if (change.kind === 'setting') return labels[change.setting] ?? change.setting;
  if (change.kind === 'assistant') {
    return change.before === null ? 'New assistant' : 'Assistant';
  }
  if (change.before === null) return 'New provider';
  return change.after === null ? 'Provider that is not in the backup' : 'Provider';
}

function Place({ place }: { readonly place: ProviderPlace }) {
  return (
    <>
      {place.name}
      <br />
      {place.address}
      {place.more !== '' && (
        <>
          <br />
          {place.more}
        </>
      )}
    </>
  );
}

function sides(change: SettingChange): { readonly before: ReactNode; readonly after: ReactNode } {
  if (change.kind !== 'provider') return { before: change.before, after: change.after };
  const { before, after } = change;
  return {
    before: before === null ? null : <Place place={before} />,
    after: after === null ? null : <Place place={after} />,
  };
}

function Value({ children }: { readonly children: ReactNode }) {
  return children === null ? (
    <span className={styles.nothing}>Nothing</span>
  ) : (
    <bdi className={styles.value}>{children}</bdi>
  );
}

function Change({ change }: { readonly change: SettingChange }) {
  const { before, after } = sides(change);
  return (
    <li className={styles.change}>
      <strong className={styles.label}>{labelOf(change)}</strong>
      <dl className={styles.sides}>
        <dt>Now</dt>
        <dd>
          <Value>{before}</Value>
        </dd>
        <dt>In the backup</dt>
        <dd>
          <Value>{after}</Value>
        </dd>
      </dl>
    </li>
  );
}

function withheldBy({ result }: JobUpdate): WithheldSettings | null {
  return result?.kind === 'restored' ? result.report.withheld : null;
}

function Changes({ withheld }: { readonly withheld: WithheldSettings }) {
  const { changes, unlisted } = withheld;
  return (
    <div className={styles.scroller}>
      <ul className={styles.changes} aria-label="Settings that differ">
        {changes.map((change, index) => (
          <Change key={index} change={change} />
        ))}
      </ul>
      {unlisted > 0 && <p className={styles.more}>And {unlisted.toLocaleString()} more.</p>}
    </div>
  );
}

/**
 * After a restore, asks about those settings of the backup that decide where messages go. None is
 * applied without consent; closing the question changes nothing.
 */
export function RestoredSettings() {
  const controller = useController();
  const jobs = useApp((state) => state.jobs);
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string | null>(null);
  const open = Object.values(jobs)
    .map(withheldBy)
    .find((withheld) => withheld !== null && !answered.has(withheld.offerId));
  // Keeps the content visible while the dialog closes.
  const [last, setLast] = useState<WithheldSettings | null>(null);
  if (open !== undefined && open !== last) setLast(open);
  const answer = async (take: boolean): Promise<void> => {
    if (open === undefined || open === null) return;
    const { offerId } = open;
    const result = await controller.command('backup.answerSettings', { offerId, take });
    setProblem(result.ok ? null : sentenceOf(result.error));
    if (result.ok || !take) setAnswered((before) => new Set([...before, offerId]));
  };
  return (
    <ConfirmDialog
      open={open !== undefined}
      size="medium"
      title="Use the settings of this backup, too?"
      confirm="Use the backup’s settings"
      cancel="Keep my settings"
      detail={
        <>
          {last !== null && <Changes withheld={last} />}
          {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
        </>
      }
      onConfirm={() => void answer(true)}
      onCancel={() => void answer(false)}
    >
      Everything else is restored. These settings decide where your words go, what goes with them
      and who may use Parley. Use them only if you trust where this backup comes from.
    </ConfirmDialog>
  );
}
