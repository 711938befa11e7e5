import { useEffect, useState } from 'react';
import Archive from 'lucide-react/icons/archive';
import FolderOpen from 'lucide-react/icons/folder-open';
import History from 'lucide-react/icons/history';
import { sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { BackupList, RestoreMode } from '../../../../shared/model/backups.ts';
import { useProblem, type Say } from '../../../common/use-problem.ts';
import { formatBytes } from '../../../common/format-bytes.ts';
import { JobProgress } from '../../../common/job-progress.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout, NoteCallout } from '../../../ui/callout.tsx';
import { SwitchField } from '../../../ui/field.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { useJob, type Job } from '../../../common/use-job.ts';
import { backupTexts } from './backup-text.ts';
import { useFields } from '../use-fields.ts';
import { useSetting } from '../use-setting.ts';
import { SettingHeading } from '../setting-heading.tsx';
import styles from './backups.module.css';
import shared from '../settings.module.css';

/** Number of backups shown; the folder contains the others. */
const shownBackups = 8;

/**
 * A backup whose restore mode the person has to choose. If `name` is null, a dialog selects the
 * file.
 */
interface Choice {
  readonly name: string | null;
  /** Says which backup would be restored. */
  readonly told: Say;
}

function RestoreChoice({
  told,
  onChoose,
  onCancel,
}: {
  readonly told: string;
  readonly onChoose: (mode: RestoreMode) => void;
  readonly onCancel: () => void;
}) {
  return (
    <NoteCallout
      tone="warning"
      actions={
        <>
          <Button size="small" tone="primary" onClick={() => onChoose('merge')}>
            {t('settings.data.restore.merge')}
          </Button>
          <Button size="small" tone="danger" onClick={() => onChoose('replace')}>
            {t('settings.data.restore.replace')}
          </Button>
          <Button size="small" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      {sentences(told, t('settings.data.restore.warning'))}
    </NoteCallout>
  );
}

function Recent({
  list,
  disabled,
  onRestore,
}: {
  readonly list: BackupList;
  readonly disabled: boolean;
  readonly onRestore: (choice: Choice) => void;
}) {
  if (list.backups.length === 0) return null;
  const shown = list.backups.slice(0, shownBackups);
  const texts = backupTexts(shown);
  return (
    <ul className={styles.list} aria-label={t('settings.data.backups')}>
      {shown.map(({ name, createdAt, size: bytes }) => {
        const { time = '', kind = '' } = texts.get(name) ?? {};
        return (
          <li key={name} className={styles.item}>
            <span className={styles.when}>
              <time dateTime={createdAt}>{time}</time>
              <span className={styles.kind}>{kind}</span>
            </span>
            <span className={styles.size}>{formatBytes(bytes)}</span>
            <Button
              size="small"
              disabled={disabled}
              aria-label={t('settings.data.restore.of', { time, kind })}
              onClick={() =>
                onRestore({ name, told: () => t('settings.data.restore.told', { time, kind }) })
              }
            >
              {t('settings.data.restore')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

/** The backup list, re-read whenever a job ends. */
function useBackups(job: Job): {
  readonly list: BackupList | null;
  readonly problem: string | null;
} {
  const controller = useController();
  const [list, setList] = useState<BackupList | null>(null);
  const [problem, setProblem] = useProblem();
  const { isRunning } = job;
  useEffect(() => {
    if (isRunning) return;
    void controller.command('backup.list', undefined).then((result) => {
      if (result.ok) setList(result.value);
      setProblem(result.ok ? null : result.error);
    });
  }, [isRunning, controller, setProblem]);
  return { list, problem };
}

/** Creates backups by hand or daily, and restores them. */
export function Backups() {
  const controller = useController();
  const isAutomatic = useApp((state) => state.settings?.settings.automaticBackups ?? true);
  const { problem: settingProblem, save } = useSetting();
  const field = useFields();
  const job = useJob();
  const { list, problem } = useBackups(job);
  const [choice, setChoice] = useState<Choice | null>(null);
  const failure = settingProblem ?? problem;
  const busy = job.isRunning;
  const label =
    job.update?.kind === 'restore'
      ? t('settings.data.restore.running')
      : t('settings.data.backup.running');
  return (
    <section className={shared.group} aria-labelledby="backups">
      <SettingHeading id="backups" setting="backups" />
      <SwitchField
        {...field('automaticBackups')}
        checked={isAutomatic}
        onChange={(automaticBackups) => void save({ automaticBackups })}
      />
      {list !== null && (
        <div className={shared.folder}>
          <code className={shared.path}>{list.folder}</code>
          <Button
            icon={<FolderOpen size={16} />}
            aria-label={t('settings.data.backup.open_folder')}
            onClick={() => void controller.command('backup.openFolder', undefined)}
          >
            {t('settings.data.open_folder')}
          </Button>
        </div>
      )}
      <div className={styles.buttons}>
        <Button
          icon={<Archive size={16} />}
          disabled={busy}
          onClick={() => void job.start('backup.create', { to: 'folder' })}
        >
          {t('settings.data.backup.now')}
        </Button>
        <Button disabled={busy} onClick={() => void job.start('backup.create', { to: 'ask' })}>
          {t('settings.data.backup.to')}
        </Button>
        <Button
          icon={<History size={16} />}
          disabled={busy}
          onClick={() =>
            setChoice({ name: null, told: () => t('settings.data.restore.told_file') })
          }
        >
          {t('settings.data.restore.from_file')}
        </Button>
      </div>
      {choice !== null && (
        <RestoreChoice
          told={choice.told()}
          onCancel={() => setChoice(null)}
          onChoose={(mode) => {
            setChoice(null);
            void job.start('backup.restore', { name: choice.name, mode });
          }}
        />
      )}
      <JobProgress job={job} label={label} />
      {failure !== null && <ErrorCallout>{failure}</ErrorCallout>}
      {list !== null && <Recent list={list} disabled={busy} onRestore={setChoice} />}
    </section>
  );
}

/** Moves the data folder. */
export function MoveFolder() {
  const job = useJob();
  return (
    <>
      <div className={styles.buttons}>
        <Button disabled={job.isRunning} onClick={() => void job.start('data.move', undefined)}>
          {t('settings.data.move')}
        </Button>
      </div>
      <JobProgress job={job} label={t('settings.data.move.running')} />
    </>
  );
}
