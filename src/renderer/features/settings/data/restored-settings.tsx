import { useState, type ReactNode } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type {
  ProviderPlace,
  SettingChange,
  WithheldSettings,
} from '../../../../shared/model/backups.ts';
import type { JobUpdate } from '../../../../shared/model/jobs.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import styles from './restored-settings.module.css';

/** The names of settings. Others are shown by their key. */
const labels: Readonly<Record<string, () => string>> = {
  defaultProviderId: () => t('settings.data.differs.default_provider'),
  defaultModel: () => t('settings.data.differs.default_model'),
  systemPrompt: () => t('settings.data.differs.system_prompt'),
  folderAssistants: () => t('settings.data.differs.folder_assistants'),
  parameters: () => t('settings.data.differs.parameters'),
  modelParameters: () => t('settings.data.differs.model_parameters'),
  models: () => t('settings.data.differs.models'),
  monthLimits: () => t('settings.data.differs.month_limits'),
  apiEnabled: () => t('settings.data.differs.api_enabled'),
  apiPort: () => t('settings.data.differs.api_port'),
  apiOrigins: () => t('settings.data.differs.api_origins'),
  checkSpelling: () => t('settings.data.differs.spelling'),
};

function labelOf(change: SettingChange): string {
  if (change.kind === 'setting') return labels[change.setting]?.() ?? change.setting;
  if (change.kind === 'assistant') {
    return change.before === null
      ? t('settings.data.differs.new_assistant')
      : t('settings.data.differs.assistant');
  }
  if (change.before === null) return t('settings.data.differs.new_provider');
  return change.after === null
    ? t('settings.data.differs.gone_provider')
    : t('settings.data.differs.provider');
}

function Place({ place }: { readonly place: ProviderPlace }) {
  return (
    <>
      <bdi>{place.name}</bdi>
      <br />
      <bdi dir="ltr">{place.address}</bdi>
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
    <span className={styles.nothing}>{t('settings.data.differs.nothing')}</span>
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
        <dt>{t('settings.data.differs.now')}</dt>
        <dd>
          <Value>{before}</Value>
        </dd>
        <dt>{t('settings.data.differs.then')}</dt>
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
      <ul className={styles.changes} aria-label={t('settings.data.differs.list')}>
        {changes.map((change, index) => (
          <Change key={index} change={change} />
        ))}
      </ul>
      {unlisted > 0 && (
        <p className={styles.more}>{t('settings.data.differs.more', { count: unlisted })}</p>
      )}
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
  const [problem, setProblem] = useProblem();
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
    setProblem(result.ok ? null : result.error);
    if (result.ok || !take) setAnswered((before) => new Set([...before, offerId]));
  };
  return (
    <ConfirmDialog
      open={open !== undefined}
      size="medium"
      title={t('settings.data.differs.title')}
      confirm={t('settings.data.differs.take')}
      cancel={t('settings.data.differs.keep')}
      detail={
        <>
          {last !== null && <Changes withheld={last} />}
          {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
        </>
      }
      onConfirm={() => void answer(true)}
      onCancel={() => void answer(false)}
    >
      {t('settings.data.differs.body')}
    </ConfirmDialog>
  );
}
